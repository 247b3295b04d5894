"""The command `translate`: its verbs in the order in which a newcomer meets them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from translate.cli import (
    build,
    draft,
    effort,
    engines,
    eval_,
    extract,
    glossary,
    import_,
    init,
    learned,
    memory,
    merge,
    models,
    output,
    run,
    status,
)
from translate.cli.words import spread
from translate.errors import BabelpressError

app = typer.Typer(
    name="translate",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help wraps well, and starts without rich
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 something to look at, 2 could not run, 130 stopped by Ctrl-C.",
)


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"babelpress {version('babelpress')}")
        raise typer.Exit


@app.callback()
def translate(
    _: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Say the version and end."
        ),
    ] = False,
) -> None:
    """Translate articles offline, correct them in Poedit, publish them in many languages.

    An article is split into sentences, each sentence is drafted by a translation engine on this
    machine, and the drafts wait in a PO file for a person. What a person wrote or confirmed there
    is never touched again. No command but “models” opens a network connection.

    \b
    The daily work:
      translate run             extract, draft, build
      poedit locales/…/X.po     correct, and clear “Needs work” where a draft is right
      translate build           publish what was corrected
    """


app.command()(run.run)
app.command()(init.init)
app.command()(extract.extract)
app.command()(draft.draft)
app.command()(build.build)
app.command()(status.status)
app.command("import")(import_.import_)
app.command()(learned.learned)
app.command()(effort.effort)
app.command("eval")(eval_.eval_)
app.command()(engines.engines)
app.command()(merge.merge)
app.add_typer(glossary.app, name="glossary")
app.add_typer(memory.app, name="memory")
app.add_typer(models.app, name="models")


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        app(list(spread(sys.argv[1:])))
    except BabelpressError as error:
        output.complain(error)
        sys.exit(output.COULD_NOT_RUN)
    except OSError as error:
        output.complain(output.from_os_error(error))
        sys.exit(output.COULD_NOT_RUN)
    except SystemExit as leaving:
        if leaving.code == output.STOPPED:
            output.say("translate: stopped; what was drafted is kept, run again to go on")
        raise


if __name__ == "__main__":
    main()
