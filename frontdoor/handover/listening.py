"""What happens to a contact after its children were offered, and what their receivers then see."""

from frontdoor.foundations.record.models import Event

from .sharing import child_was_linked, files_changed


def listen(event: Event, record) -> None:
    if event.kind == "contacts.link_child":
        child_was_linked(record, at=event.at)
    elif event.kind == "contacts.attach":
        files_changed(record, at=event.at)
    elif event.kind == "contacts.say_whom_it_is_about":
        files_changed(record.contact, at=event.at)
