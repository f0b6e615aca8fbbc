"""People: roles, titles and decision makers on the deals."""

from decimal import Decimal

from calculation.crm import Contact, Crm
from calculation.deals import Deals, ranked
from calculation.periods import quarter, year
from calculation.question import Question, amount, call, count, percent, rows, text


def questions(crm: Crm) -> list[Question]:
    return roles(crm) + titles(crm) + decision_makers(crm)


def frequency(crm: Crm, deals: Deals, field: str) -> list[tuple[str, int]]:
    """How many contacts have each role or title, the most frequent first."""
    counts: dict[str, int] = {}
    for contact in crm.contacts_on(deals):
        counts[getattr(contact, field)] = counts.get(getattr(contact, field), 0) + 1
    rows = sorted(counts.items(), key=lambda row: -row[1])
    if rows[0][1] == rows[1][1]:
        raise ValueError(f"a tie: {rows[:2]}")
    return rows


def roles(crm: Crm) -> list[Question]:
    def first(deals: Deals) -> list:
        name, number = frequency(crm, deals, "role")[0]
        return [text(name), count(number)]

    champions = crm.with_contact(lambda contact: contact.role == "Champion", crm.closed)
    names = {contact.role for contact in crm.contacts}
    by_role = {name: crm.with_contact(lambda contact: contact.role == name, crm.closed) for name in names}
    buyers = crm.with_contact(lambda contact: contact.role == "Economic Buyer", crm.open)
    return [
        Question("Which contact roles are most frequent in our deals?", first(crm.deals),
                 calls=call("analyze_role_frequency")),
        Question("most common contact roles in won deals", first(crm.won),
                 calls=call("analyze_role_frequency", status="won")),
        Question("What roles do we see most on enterprise deals?",
                 first(crm.deals.where(segment="Enterprise")), calls=call("analyze_role_frequency")),
        Question("What's the win rate of deals with a Champion?", [percent(champions.win_rate())]),
        Question("Which contact role is on the deals with the highest win rate?",
                 rows(ranked(by_role, Deals.win_rate)[:1], percent), calls=call("analyze_role_frequency")),
        Question("How many open deals have an Economic Buyer?", [count(len(buyers))]),
    ]


def titles(crm: Crm) -> list[Question]:
    def is_finance_chief(contact: Contact) -> bool:
        return contact.title == "CFO"

    name, number = frequency(crm, crm.won, "title")[0]
    most, most_number = frequency(crm, crm.deals, "title")[0]
    led = crm.with_contact(lambda contact: contact.is_c_level, crm.deals)
    return [
        Question("Which job titles come up most often in won deals?", [text(name), count(number)]),
        Question("Which job title do most of our contacts have?", [text(most), count(most_number)]),
        Question("On how many opportunities do we have a CFO?",
                 [count(len(crm.with_contact(is_finance_chief, crm.deals)))]),
        Question("How many opportunities have somebody from the C-suite on them?", [count(len(led))],
                 calls=call("analyze_titles")),
        Question("What is the win rate when a C-level contact is involved?",
                 [percent(crm.with_contact(lambda contact: contact.is_c_level, crm.closed).win_rate())]),
        Question("Which seniority levels are involved in deals we win?",
                 calls=call("analyze_titles", status="won")),
        Question("Win rate of deals with a VP on them",
                 [percent(crm.with_contact(lambda contact: contact.is_vp, crm.closed).win_rate())]),
    ]


def decision_makers(crm: Crm) -> list[Question]:
    def missing(deals: Deals) -> Deals:
        return crm.without_contact(lambda contact: contact.is_decision_maker, deals)

    lacking = missing(crm.open)
    large = crm.open.matching(lambda deal: deal.amount > Decimal(250_000))
    nobody = crm.without_contact(lambda contact: True, crm.open)
    engaged = crm.with_contact(lambda contact: contact.is_decision_maker, crm.won.closing(year(2026)))
    return [
        Question("How many open deals have no executive (C-level or VP) contact?", [count(len(lacking))],
                 calls=call("find_missing_stakeholders")),
        Question("Which deals are we working without a decision maker?",
                 [count(len(lacking)), text(lacking.largest(1)[0].account)], calls=call("find_missing_stakeholders")),
        Question("What share of open opportunities is missing a senior stakeholder?",
                 [percent(len(lacking) / Decimal(len(crm.open)))], calls=call("find_missing_stakeholders")),
        Question("Open deals above $250k where we have neither a VP nor a C-level contact",
                 [count(len(missing(large)))], calls=call("find_missing_stakeholders")),
        Question("how much pipeline closing this quarter has no decision makers attached",
                 [amount(missing(crm.open.closing(quarter(2026, 4))).value())],
                 calls=call("find_missing_stakeholders")),
        Question("Which enterprise deals closing next quarter lack an executive sponsor at VP level or above?",
                 [count(len(missing(crm.open.where(segment="Enterprise").closing(quarter(2027, 1)))))],
                 calls=call("find_missing_stakeholders")),
        Question("How many deals that we won this year had a decision maker on board?", [count(len(engaged))]),
        Question("How many open deals have no contact at all?", [count(len(nobody))]),
    ]
