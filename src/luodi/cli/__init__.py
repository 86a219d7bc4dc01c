"""The command line: a command a file. A command appears here by itself when its file is put into this folder.

Each module NAME.py defines ``command``, a click command or group; it is imported when it is called, so that
``luodi --help`` stays fast.
"""

import importlib
import pkgutil
from typing import Any

import click

from luodi import __version__
from luodi.core.errors import LuodiError
from luodi.core.terminal import print_whatever_it_holds
from luodi.core.text import Lang


class Commands(click.Group):
    """Finds the commands among the modules of this folder and shows every :class:`LuodiError` as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """List the modules of this folder."""
        return sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"{__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an input that can't be used ends it with a message and its exit code."""
        try:
            return super().invoke(ctx)
        except LuodiError as error:
            lang: Lang = ctx.obj or "zh"
            click.echo(("错误：" if lang == "zh" else "Error: ") + error.problem.say(lang), err=True)
            ctx.exit(error.exit_code)
        except click.UsageError as error:
            from luodi.cli._usage import in_both_languages

            raise in_both_languages(error) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", envvar="LUODI_LANG", show_default=True,
              help="Language of what is printed (输出语言).")  # fmt: skip
@click.pass_context
def main(ctx: click.Context, lang: Lang) -> None:
    """落地 luodi: give it what people write, get a shortlist that fits both ways."""
    print_whatever_it_holds()
    ctx.obj = lang
