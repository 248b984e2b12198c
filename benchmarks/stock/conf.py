"""Settings of a project of letters that rst2pdf's own builder prints as one PDF."""

project = "All letters"
extensions = ["myst_parser", "rst2pdf.pdfbuilder"]
myst_enable_extensions = ["fieldlist"]
pdf_documents = [("index", "letters", "All letters", "Benchmark")]
# Level 2 are the letters, below the page that holds them.
pdf_break_level = 2
pdf_breakside = "any"
pdf_toc_depth = 2
