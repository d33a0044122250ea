"""The controls of forms, written in Python: a template an option made a form of five lists a quarter of a second.

Django asks a renderer for each widget by the name of its template. The plain ones are written here, letter for letter
as Django's own templates write them (a test holds them to that); every other is rendered by its template.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]
OWN = "django/forms/widgets/"


class Written(DjangoTemplates):
    """settings.FORM_RENDERER."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        write = WRITERS.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return mark_safe(write(context["widget"]).strip())  # noqa: S308 - escaped below


def attributes(widget: Widget) -> str:
    said = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(f" {escape(name)}" if value is True else f' {escape(name)}="{text(value)}"' for name, value in said)


def text(value: Any) -> str:
    """As a template prints it: what is safe already stays as it is."""
    return str(value) if hasattr(value, "__html__") else escape(str(value))


def single(widget: Widget) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{text(value)}"'
    return f'<input type="{widget["type"]}" name="{text(widget["name"])}"{said}{attributes(widget)}>'


def area(widget: Widget) -> str:
    return f'<textarea name="{text(widget["name"])}"{attributes(widget)}>\n{text(widget["value"] or "")}</textarea>'


def choice(widget: Widget) -> str:
    parts = [f'<select name="{text(widget["name"])}"{attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        parts.append(f'\n  <optgroup label="{text(group)}">' if group else "")
        parts += [f"\n  {option(each)}\n" for each in options]
        parts.append("\n  </optgroup>" if group else "")
    return "".join((*parts, "\n</select>"))


def option(widget: Widget) -> str:
    return f'<option value="{text(widget["value"])}"{attributes(widget)}>{text(widget["label"])}</option>'


def several(widget: Widget) -> str:
    attrs = widget["attrs"]
    named = "".join(f' {name}="{text(attrs[name])}"' for name in ("id", "class") if attrs.get(name))
    parts = [f"<div{named}>"]
    for group, options, _index in widget["optgroups"]:
        parts.append(f"\n  <div><label>{text(group)}</label>" if group else "")
        parts += [f"<div>\n    {mark(each)}\n\n</div>" for each in options]
        parts.append("\n  </div>" if group else "")
    return "".join((*parts, "\n</div>"))


def mark(widget: Widget) -> str:
    """A box or a button of several, with its label around it."""
    if not widget["wrap_label"]:
        return single(widget)
    of = f' for="{text(widget["attrs"]["id"])}"' if widget["attrs"].get("id") else ""
    return f"<label{of}>{single(widget)}\n {text(widget['label'])}</label>"


SINGLE = ("checkbox", "date", "email", "hidden", "input", "number", "password", "tel", "text", "time", "url")
WRITERS: dict[str, Callable[[Widget], str]] = {
    **{f"{OWN}{name}.html": single for name in SINGLE},
    **{f"{OWN}{name}.html": several for name in ("checkbox_select", "radio", "multiple_input")},
    f"{OWN}select.html": choice,
    f"{OWN}textarea.html": area,
}
