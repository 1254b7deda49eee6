"""The joint business review: what is said, and page, slides, workbook and record that show it."""
