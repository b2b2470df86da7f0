"""Reads telephone numbers, e-mail and web addresses. The libraries that know them load when they are needed."""

from __future__ import annotations

import re

from coplan.content.answers.values import Address, Phone


def read_phone(data: str) -> Phone:
    """Read a telephone number; short ones such as 988 stay as they are. Raises ValueError with plain words."""
    digits = re.sub(r"\D", "", data)
    if re.fullmatch(r"\d{3}", digits) and digits == data:  # 988, 911, 211
        return Phone(data, data)
    plain = re.fullmatch(r"\(?(\d{3})\)?[-. ]{0,2}(\d{3})[-. ]?(\d{4})", data)
    if plain:  # the usual form, without loading the library
        return Phone(data, f"({plain[1]}) {plain[2]}-{plain[3]}")
    if re.fullmatch(r"\d{3}[-. ]?\d{4}", data):
        raise ValueError(f"`{data}` has no area code. Write it like 360-{data[:3]}-{data[-4:]}.")
    import phonenumbers

    try:
        number = phonenumbers.parse(data, "US")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number) or len(digits) < 10:
        raise ValueError(f"`{data}` is not a telephone number. Write it like 360-555-0101, or 988.")
    style = phonenumbers.PhoneNumberFormat
    home = number.country_code == 1
    return Phone(data, phonenumbers.format_number(number, style.NATIONAL if home else style.INTERNATIONAL))


def read_email(data: str) -> Address:
    """Read an e-mail address; whether it exists is not asked. Raises ValueError with plain words."""
    from email_validator import EmailNotValidError, validate_email

    data = re.sub(r"^(?:mailto:)?<?(?:mailto:)?(.*?)>?$", r"\1", data, flags=re.IGNORECASE).strip()  # as it is copied
    try:
        validate_email(data, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise ValueError(f"`{data}` is not an e-mail address. Write it like name@example.org.") from None
    return Address(data)


def read_url(data: str) -> Address:
    """Read a whole web address. Raises ValueError with plain words."""
    if not re.fullmatch(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?", data):
        bare = re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", data)
        whole = f"https://{data}" if bare else "https://example.org/page"
        raise ValueError(f"`{data}` is not a whole web address. Write it like {whole}.")
    return Address(data)
