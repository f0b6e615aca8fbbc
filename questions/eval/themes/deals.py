"""Deals: single opportunities, lists of them, accounts, counts of values."""

from decimal import Decimal

from calculation.crm import Crm
from calculation.deals import Deals, ranked
from calculation.periods import month, next_days, quarter, year
from calculation.question import Question, about, amount, call, count, day, percent, text


def questions(crm: Crm) -> list[Question]:
    return single(crm) + lists(crm) + accounts(crm) + counted(crm)


def listed(deals: Deals) -> list:
    """How many there are, their value, and the account of the largest."""
    return [count(len(deals)), amount(deals.value()), text(deals.largest(1)[0].account)]


def above(deals: Deals, least: int) -> Deals:
    return deals.matching(lambda deal: deal.amount > Decimal(least))


def single(crm: Crm) -> list[Question]:
    largest = crm.open.largest(5)
    won = crm.won.closing(year(2026)).largest(3)
    lost = crm.lost.largest(1)[0]
    december = crm.open.closing(month(2026, 12)).largest(3)
    renewal = crm.open.where(type="Renewal").largest(1)[0]
    return [
        Question("What is our largest open deal?", [amount(largest[0].amount), text(largest[0].account)]),
        Question("Show me the top 5 open opportunities",
                 [amount(largest[0].amount), *(text(deal.account) for deal in largest)],
                 calls=call("get_top_opportunities", limit=5)),
        Question("What was the biggest deal we won this year?", [amount(won[0].amount), text(won[0].account)]),
        Question("biggest deal ever lost?", [amount(lost.amount), text(lost.account)]),
        Question("What are the 3 largest deals closing in December?",
                 [amount(december[0].amount), *(text(deal.account) for deal in december)]),
        Question("Largest open renewal?", [amount(renewal.amount), text(renewal.account)]),
        Question("When is our biggest open deal expected to close?",
                 [day(largest[0].closed), text(largest[0].account)]),
        Question("Who owns the largest open opportunity?", [text(largest[0].owner), amount(largest[0].amount)]),
        Question("What's the largest deal in Leila Kurt's pipeline?",
                 [amount(crm.open.where(owner="Leila Kurt").largest(1)[0].amount),
                  text(crm.open.where(owner="Leila Kurt").largest(1)[0].account)]),
    ]


def lists(crm: Crm) -> list[Question]:
    steps = ranked(crm.open.without(next_step="").by("next_step"), len)
    return [
        Question("Which deals close this month?", listed(crm.open.closing(month(2026, 11)))),
        Question("deals over $200k in Negotiation", listed(above(crm.open.where(stage="Negotiation"), 200_000))),
        Question("Which open deals are overdue? List them with the biggest first.", listed(crm.open.overdue),
                 calls=call("find_slipped_deals")),
        Question("List the stalled deals in North America",
                 listed(crm.stalled().where(region="North America")), calls=call("find_stalled_deals")),
        Question("Which enterprise opportunities are expected to close in the next 30 days?",
                 listed(crm.open.where(segment="Enterprise").closing(next_days(30)))),
        Question("Open deals with a probability of 80% or better closing this quarter",
                 listed(crm.open.closing(quarter(2026, 4)).matching(lambda deal: deal.probability >= Decimal("0.8")))),
        Question("show me Michael Kovač's open deals", listed(crm.open.where(owner="Michael Kovač"))),
        Question("Past-due deals owned by Leila Kurt", listed(crm.open.where(owner="Leila Kurt").overdue)),
        Question("Which open deals have no next step?", [count(len(crm.open.where(next_step="")))],
                 calls=call("analyze_next_steps")),
        Question("How much pipeline has no next step defined?", [amount(crm.open.where(next_step="").value())],
                 calls=call("analyze_next_steps")),
        Question("What are the most common next steps on open deals?",
                 [text(steps[0][0]), count(steps[0][1])],
                 calls=call("analyze_next_steps")),
    ]


def accounts(crm: Crm) -> list[Question]:
    def of(name: str) -> Deals:
        return crm.deals.where(account=name)

    return [
        Question("Give me an overview of Oakfell Outfitters",
                 calls=call("get_account_overview", account="Oakfell Outfitters")),
        Question("Tell me everything about the account Clínica São Belisar",
                 calls=call("get_account_overview", account="Clínica São Belisar")),
        Question("How much have we won with Harrowby, Finch & Co?",
                 [amount(of("Harrowby, Finch & Co").won.value())]),
        Question("How many opportunities do we have with O'Tierney Freightways, open or closed?",
                 [count(len(of("O'Tierney Freightways")))]),
        Question("What's our win rate at Grubenhöfer Maschinenbau?",
                 [percent(of("Grubenhöfer Maschinenbau").win_rate())]),
        Question("How much open pipeline is there at Netherquay Solar?",
                 [amount(of("Netherquay Solar").open.value())]),
        Question("Total value of all opportunities at Tallis Bay Outfitters, Inc.",
                 [amount(of("Tallis Bay Outfitters, Inc.").value())]),
        Question("Have we ever lost a deal at Wendover Shipping, and how many?",
                 [count(len(of("Wendover Shipping").lost))]),
        Question("average won deal at Naskiver Trust", [about(of("Naskiver Trust").won.mean_value())]),
    ]


def counted(crm: Crm) -> list[Question]:
    return [
        Question("How many opportunities are in the CRM in total?", [count(len(crm.deals))]),
        Question("How many accounts have open deals?", [count(len(crm.open.accounts()))]),
        Question("How many accounts in EMEA have we won a deal with?",
                 [count(len(crm.won.where(region="EMEA").accounts()))]),
        Question("how many reps do we have", [count(len(crm.deals.by("owner")))]),
        Question("How many regions do we sell into?", [count(len(crm.deals.by("region")))]),
        Question("How many different products do we sell?", [count(len(crm.deals.by("product")))]),
        Question("How many sales teams are there?", [count(len(crm.deals.by("team")))]),
    ]
