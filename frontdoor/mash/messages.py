from frontdoor.foundations.notify.declare import MessageKind

REQUEST = MessageKind("request", "The hub asks for information", "The multi-agency safeguarding hub has a question for your agency.")
CHASE = MessageKind("chase", "The hub is still waiting for your answer", "The time to answer the hub's question is nearly over, or has passed.")
