"""What a fact is: records, columns, dates, names of localities, messages about them."""
