"""Any file to rows of text: CSV, TSV, XLSX, ODS, within limits; atomic writing."""
