"""Which record of a story each address is asked about. A word is a record; "=words" is taken as it stands."""

_contact, _person, _enquiry = {"pk": "contact"}, {"pk": "person"}, {"pk": "enquiry"}
_draft = {"pk": "draft"}

ADDRESSES: dict[str, dict[str, str]] = {
    "worklist": {"code": "=reception"},
    "person": _person, "person-chronology": _person, "person-looked": _person, "person-address-reveal": _person,
    "person-correct": _person, "person-name": _person, "person-address": _person, "person-number": _person, "person-relate": _person,
    "person-same": _person, "person-merge": {"pk": "person", "other": "parent"}, "person-unmerge": {"pk": "parent", "merged": "merged"},
    "duplicate": {"pk": "pair"}, "people-quality-list": {"measure": "=no-nhs-number"}, "person-unborn": _person, "person-born": _person,
    "person-relationship-end": {"pk": "person", "relationship": "relationship"},
    "person-involve": _person, "person-involvement-end": {"pk": "person", "involvement": "involvement"},
    "referral": _contact, "referral-pdf": _contact, "referral-add": _contact, "attachment": {"pk": "file"}, "attachment-about": {"pk": "file"}, "addition": {"pk": "addition"},
    "referral-draft": _draft, "referral-check": _draft, "referral-send": _draft, "referral-sent": {"pk": "submission"}, "referral-discard": _draft,
    "referral-section": {"pk": "draft", "slug": "=worries"}, "referral-person": {"pk": "draft", "slug": "=children", "key": "=1"},
    "referral-take-back": {"pk": "draft", "file": "unsent"},
    **{name: {"pk": "handover"} for name in (
        "handover", "handover-accept", "handover-send-back", "handover-send-back-from-mash", "handover-accepted", "handover-sent-back",
        "handover-send-elsewhere", "handover-end", "enquiry-open",
    )},
    "screen": _contact, "contact": _contact, "who-is-who": _contact, "managers-eye": _contact, "decide-again": {"pk": "contact", "handover": "handover"},
    **{name: {"pk": "contact", "named": "child"} for name in ("link-named", "add-named", "tell-named-apart")},
    **{name: _enquiry for name in (
        "enquiry", "enquiry-answers", "enquiry-rating", "enquiry-worker", "enquiry-ask", "enquiry-analysis", "enquiry-analysis-keep",
        "decide", "decide-keep", "decide-more", "decisions-of",
    )},
    **{name: {"pk": "waiting"} for name in ("agency-request", "agency-request-keep", "agency-request-withdraw", "agency-request-telephone", "agency-letter", "late-answer")},
    "item-show": {"pk": "item"}, "item-needed": {"pk": "item"},
    "decision": {"pk": "decision"}, "decision-amend": {"pk": "decision"},
    "message": {"pk": "message"}, "message-take-back": {"pk": "message"}, "message-came-back": {"pk": "message"}, "feedback-for-contact": _contact,
    **{name: {"pk": "feedback"} for name in ("feedback-check", "feedback-read", "feedback-reply", "feedback-read-reply")},
    **{f"governance:{name}": {"pk": "agency"} for name in ("agency", "change-agency", "add-team", "add-person")},
    **{f"governance:{name}": {"pk": "user"} for name in ("person", "change-role", "end-access")},
    **{name: {"pk": "notice"} for name in ("notice", "regrade-notice")}, "ppn-line": {"pk": "line"}, "second-look": {"pk": "look"},
    **{name: {"pk": "notice", "named": "named"} for name in ("link-in-notice", "add-in-notice", "tell-apart-in-notice")},
    "governance:record-access": {"pk": "person"}, "governance:restrict-contact": _contact, "governance:restrict-person": _person, "governance:seal-person": _person,
    **{f"governance:{name}": {"pk": "restriction"} for name in ("restriction", "name-person", "unname-person", "review-restriction")},
    "governance:break-glass": {"reference": "reference"}, "governance:opening": {"pk": "opening"},
    **{name: {"pk": "drop"} for name in ("drop", "drop-deal", "drop-ack")}, "gap": {"pk": "gap"},
    **{name: {"pk": "held"} for name in ("unread", "unread-aside")}, "notice-file": {"pk": "paper"}, "feed-end": {"pk": "feed"},
    **{name: {"pk": "passing"} for name in ("passing", "passing-where", "passing-not", "passing-not-theirs", "passing-read")}, "school-days-end": {"pk": "school_days"},
}

# Addresses without a name, by their route.
BY_ROUTE = {
    r"account/^(?:signup|email|login/code|social|3rdparty)/$": "/account/signup/",
    r"account/^(?:3rdparty/signup|login/code/confirm|social/\w+)/$": "/account/social/signup/",
}

# The sign-in library's own pages show nobody but oneself; access/tests and governance/tests walk through them.
NOT_ASKED = {
    "account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate", "account_email",
    "account_email_verification_sent", "account_confirm_email", "account_change_password", "account_set_password", "account_reset_password",
    "account_confirm_login_code", "account_reset_password_from_key_done", "account_reset_password_from_key", "account_reset_password_done",
    "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_login_webauthn", "socialaccount_login_cancelled", "socialaccount_login_error",
    "socialaccount_signup", "socialaccount_connections", "openid_connect_login", "openid_connect_callback",
    "account/social/login/cancelled/", "account/social/login/error/", "account/social/signup/", "account/social/connections/",
    # Of the demonstration, and 404 elsewhere: demo/tests.
    "demo-cast", "post-room", "patterns",
}
