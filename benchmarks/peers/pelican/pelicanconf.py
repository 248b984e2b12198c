"""Letters are Pelican's articles, topics their tags; organizations and topics are its pages too.

The reader takes our front matter, which Pelican's own cannot read, with the fastest parser there is.
"""

import markdown
import yaml
from pelican.contents import Category, Tag
from pelican.plugins import signals
from pelican.readers import BaseReader
from pelican.utils import get_date

SITENAME = "A made-up archive"
TIMEZONE = "UTC"
PATH = "content"
OUTPUT_PATH = "html"
THEME = "."
THEME_STATIC_PATHS = []
ARTICLE_PATHS = ["letters"]
PAGE_PATHS = ["organizations", "topics"]
ARTICLE_URL = ARTICLE_SAVE_AS = "letters/{slug}/index.html"
PAGE_URL = PAGE_SAVE_AS = "pages/{slug}.html"
TAG_URL = TAG_SAVE_AS = "topics/{slug}.html"
SLUGIFY_SOURCE = "basename"
DEFAULT_PAGINATION = False
DIRECT_TEMPLATES = ["index"]
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None


class Reader(BaseReader):
    """Reads Markdown below a block of YAML."""

    file_extensions = ("md",)

    def read(self, source_path):
        """Give the page's HTML and facts."""
        with open(source_path, encoding="utf-8") as file:
            _, block, body = file.read().split("---\n", 2)
        facts = yaml.load(block, yaml.CSafeLoader)
        # Pelican takes every fact for one of its own, by its name.
        if "date" in facts:
            facts["printed"] = str(facts.pop("date"))
            facts["date"] = get_date(facts["printed"])
            facts["tags"] = [Tag(topic, self.settings) for topic in facts["topics"]]
        facts.setdefault("title", facts.get("name"))
        facts["category"] = Category("letters", self.settings)
        facts["original"] = facts.pop("source", None)
        return PARSER.reset().convert(body), facts


PARSER = markdown.Markdown()


def on_readers_init(readers):
    """Have Markdown read by the reader above."""
    readers.reader_classes["md"] = Reader


class _Plugin:
    @staticmethod
    def register():
        signals.readers_init.connect(on_readers_init)


PLUGINS = [_Plugin]
