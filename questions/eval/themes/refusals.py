"""Refusals: what the data cannot tell, and what is not yet a question."""

from calculation.crm import Crm
from calculation.question import UNCLEAR, Question

NOT_IN_THE_DATA = [
    "What is our customer churn rate?",
    "How much did we spend on marketing last quarter?",
    "What's our CAC?",
    "What is the NPS of our enterprise customers?",
    "Quota attainment by rep this quarter",
    "What is our ARR?",
    "MRR by segment",
    "What's our net revenue retention?",
    "How much discount did we give on won deals this year?",
    "How many emails did Leila Kurt send last week?",
    "Which reps logged the most calls in October?",
    "What's the headcount of the sales organisation by month?",
    "How many support tickets did Sarnarden Capital open?",
    "What's the weather in London tomorrow?",
    "What is our gross margin on Warehouse Core?",
    "How much commission do we owe Efua Park?",
    "What is the customer lifetime value by industry?",
    "How many visitors did our website have last month?",
    "What's the phone number of the CFO at Oakfell Outfitters?",
    "Which invoices are still unpaid?",
    "When does the contract of Naskiver Trust end?",
    "How many MQLs turned into SQLs in Q3?",
    "Who won the world cup in 2018?",
    "Write me a poem about the sea",
]

NOT_YET_A_QUESTION = [
    "Which one is better?",
    "Compare them",
    "help",
    "Can you check that thing from yesterday again?",
]
"""Either a question back or a refusal is honest."""

NAMED_BUT_UNKNOWN = [
    "What's our pipeline with Globex Corporation?",
    "How much has Bob Smithers sold this year?",
    "What is the win rate in Antarctica?",
    "How much did we book in 2019?",
]
"""Nothing of that name or time is in the data: neither nought nor the figure over all is an answer."""

EITHER = [
    # A summary or a question back.
    "Show me the numbers",
    "How are we doing?",
    # Two owners are called so: both, named, or a question back.
    "What's Michael's win rate?",
]


def questions(crm: Crm) -> list[Question]:
    return (
        [Question(ask, status="unanswerable") for ask in NOT_IN_THE_DATA]
        + [Question(ask, status=UNCLEAR) for ask in NOT_YET_A_QUESTION + NAMED_BUT_UNKNOWN]
        + [Question(ask, status=["answered", "needs_clarification"]) for ask in EITHER]
    )
