"""Suggested partners: dated history, features, learned weights, ranking, reasons in words, and a backtest."""
