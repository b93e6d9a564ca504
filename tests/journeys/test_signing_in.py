"""Signing in, opening and ending access, and who looked, in a browser."""

import re

import pytest

from .desk import NOBODY

pytestmark = pytest.mark.browser


def with_a_security_key(desk):
    """A passkey of the browser's own, as a laptop or a telephone has one."""
    devtools = desk.page.context.new_cdp_session(desk.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }})


def on_localhost(desk):
    """Passkeys belong to a name, not to a number."""
    desk.site = type("Named", (), {"url": desk.site.url.replace("127.0.0.1", "localhost")})()


def test_a_passkey_is_added_and_signs_in_alone(desk_of):
    with desk_of(NOBODY) as rosa:
        on_localhost(rosa)
        with_a_security_key(rosa)
        rosa.name = "rosa"
        rosa.sign_in()
        rosa.go("/account/2fa/webauthn/add/")
        rosa.page.get_by_label(re.compile("name", re.I)).first.fill("My laptop")
        if rosa.page.get_by_role("checkbox").count():
            rosa.page.get_by_role("checkbox").first.check()
        rosa.page.locator("#mfa_webauthn_add").click()
        rosa.page.wait_for_url(lambda url: "webauthn/add" not in url)
        rosa.go("/account/2fa/webauthn/")
        rosa.see("My laptop")
        rosa.check_page()
        rosa.press("Sign out")
        rosa.go("/account/login/")
        rosa.check_page()
        rosa.press("Sign in with a passkey")
        rosa.page.wait_for_url(re.compile(r":\d+/$"))
        rosa.see("Rosa Whitlock")


def test_a_professional_without_an_account_signs_in_with_a_code(desk_of):
    with desk_of(NOBODY) as kit:
        kit.go("/account/login/")
        kit.follow("Send me a code")
        kit.check_page()
        kit.press("Send the code")
        kit.see("There is a problem")
        kit.check_page()
        kit.write("Your work e-mail", "kit@nursery.example")
        kit.press("Send the code")
        kit.is_at("Enter the code")
        kit.check_page()
        kit.follow("post room")
        code = re.search(r"Your code is (\d{6})", kit.page.locator("main").inner_text()).group(1)
        kit.go("/account/code/check/")
        kit.write("The code we sent you", code)
        kit.press("Sign in")
        kit.see("Professional without an account")


def test_an_administrator_opens_and_ends_access(desk_of):
    with desk_of("ada") as ada, desk_of("hugh") as hugh:
        ada.follow("Agencies")
        ada.check_page()
        ada.follow("Add an agency")
        ada.check_page()
        ada.write("Name of the agency", "Ferry Lane Primary")
        ada.pick("Kind of agency", "School")
        ada.press("Add the agency")
        ada.see("Ferry Lane Primary is added")
        ada.follow("Add a team")
        ada.check_page()
        ada.write("Name of the team", "Pastoral")
        ada.choose("What it does", "Other")
        ada.press("Add the team")
        ada.follow("Add a person")
        ada.check_page()
        ada.write("Their name", "Kit Lowe")
        ada.write("Their work e-mail", "kit.lowe@ferry.example")
        ada.choose("Role", "Safeguarding lead")
        ada.press("Add the person")
        ada.see("was sent a message that says how to sign in")
        ada.check_page()
        ada.follow("Change role")
        ada.check_page()
        ada.follow("People with access")
        ada.check_page()
        ada.follow("Hugh Ostrander")
        ada.follow("End access now")
        ada.check_page()
        ada.choose("Why does it end?", "They left the agency")
        ada.press("End access now")
        ada.see("their next request is refused")
        hugh.go("/")
        hugh.is_at("Sign in")


def test_information_governance_sees_who_looked(desk_of):
    with desk_of("ivor") as ivor:
        ivor.follow("Who looked")
        ivor.check_page()
        ivor.follow("Unusual reading")
        ivor.check_page()
        ivor.follow("Integrity of the record")
        ivor.check_page()
        ivor.press("Check everything now")
        ivor.see("Nothing was tampered with")
        ivor.check_page()
