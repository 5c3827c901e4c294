"""A form definition and its two directions: write a workbook, read a workbook."""
