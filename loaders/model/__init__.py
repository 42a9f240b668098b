"""The data model: records, columns, dates, the gazetteer of localities, messages about them."""
