"""Hugo (goldmark): one site for each list of articles, read back as data.

Shortcodes that the articles use are boxes that render what stands in them.
A line on stdin is a JSON list of articles; the line on stdout is the list of their HTML, null
where Hugo refuses the article.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CONFIG = """
baseURL = "http://localhost/"
disableKinds = ["taxonomy", "term", "section", "RSS", "sitemap", "404", "robotsTXT"]
enableEmoji = true
[outputs]
home = ["HTML"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
title = true
[markup.highlight]
codeFences = false
"""
HOME = """{{ range .Site.RegularPages }}\
{{ dict "name" .File.ContentBaseName "html" (string .Content) | jsonify | safeHTML }}
{{ end }}"""
PARAMETERS = (
    "{{ range $key, $value := .Params }}"
    '{{ if or (in $key "") (eq (printf "%T" $key) "string") }}{{ $key }} {{ end }}{{ end }}'
)
BOX = '<div data-shortcode="{name}" data-keys="{keys}">{inner}</div>'
SHORTCODE = re.compile(r"\{\{[<%]\s*(/?)([\w][\w./-]*)")
NAMED = re.compile(r"/(\d+)\.md")


def shortcodes(folder: Path, texts: list[str]) -> None:
    """Write a template for every shortcode: those that some article closes render what is in."""
    found = {match.groups() for text in texts for match in SHORTCODE.finditer(text)}
    for name in {name for _, name in found}:
        inner = "{{ .Page.RenderString .Inner }}" if ("/", name) in found else ""
        file = folder / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(BOX.format(name=name, keys=PARAMETERS, inner=inner), "utf-8")


def rendered(texts: list[str]) -> list[str | None]:
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        (site / "config.toml").write_text(CONFIG, "utf-8")
        (site / "layouts").mkdir()
        (site / "layouts" / "index.html").write_text(HOME, "utf-8")
        shortcodes(site / "layouts" / "shortcodes", texts)
        content = site / "content"
        content.mkdir()
        for number, text in enumerate(texts):
            (content / f"{number}.md").write_bytes(text.encode())
        while True:
            run = subprocess.run(
                ["hugo", "--quiet", "--buildDrafts", "--buildFuture", "--buildExpired"],
                cwd=site,
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode == 0:
                break
            named = NAMED.findall(run.stderr + run.stdout)
            gone = [content / f"{number}.md" for number in named]
            if not any(file.exists() for file in gone):
                raise SystemExit(f"hugo: {run.stderr}{run.stdout}")
            for file in gone:
                file.unlink(missing_ok=True)
        index = (site / "public" / "index.html").read_text("utf-8")
        pages = [json.loads(line) for line in index.splitlines() if line.strip()]
        html = {page["name"]: page["html"] for page in pages}
        return [html.get(str(number)) for number in range(len(texts))]


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(rendered(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
