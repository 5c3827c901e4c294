"""The recap as one HTML file, for people who would rather look than open a workbook."""
