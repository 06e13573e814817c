"""Papers that somebody files: what is reported, asked, counted or published, as text, PDF, workbook and JSON.

A paper is built from assessments that were made before; nothing is attributed or judged here. What nobody gave is shown
as missing and never guessed.
"""
