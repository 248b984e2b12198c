import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
project = "Letters of the World"
author = "The Archive"
html_short_title = "Letters with pages of their own"
extensions = ["letters_stub"]
html_theme = "basic"
html_baseurl = "https://letters.example.org/"
letterpdf_licence = "Summaries: CC BY 4.0"
