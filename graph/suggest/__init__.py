"""Whom a locality could approach next: history, features, weights, reasons; how well it foretells."""
