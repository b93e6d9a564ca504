"""Writing a referral as a browser does, for the tests."""

from django.urls import reverse


def begun(client):
    """The address of a new draft's parts: begun("children") and so on."""
    answer = client.post(reverse("referral-new"))
    pk = answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1]

    def at(*parts):
        names = {(): "referral-draft", ("check",): "referral-check", ("send",): "referral-send", ("sent",): "referral-sent", ("discard",): "referral-discard"}
        if parts in names:
            return reverse(names[parts], args=[pk])
        return reverse("referral-section" if len(parts) == 1 else "referral-person", args=[pk, *parts])

    at.pk = pk
    return at


def save(client, address, /, *, version=0, tab="a", **answers):
    return client.post(address, {"version": version, "tab": tab, **answers})


def written(client, **worries):
    """A draft with a child and a concern in it: the least that can be sent."""
    at = begun(client)
    save(client, at("children", "k1"), given_names="Robin", family_name="Ashgrove")
    save(client, at("worries"), **{"concern": "Shouting every night.", **worries})
    return at
