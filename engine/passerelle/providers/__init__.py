"""Files of registers of providers enter, DEQAR's or plain tables; providers leave, and by which identifiers an awarding
body is one of them.

That no register lists somebody says nothing: what is not found stays unknown.
"""

from passerelle.providers.identifiers import Keys, is_legal, keys, scheme_of
from passerelle.providers.listing import Listing
from passerelle.providers.matching import Held, Ref, Source, bodies_of, contradict
from passerelle.providers.reading import Read, read_providers
from passerelle.providers.said import Said

__all__ = [
    "Held",
    "Keys",
    "Listing",
    "Read",
    "Ref",
    "Said",
    "Source",
    "bodies_of",
    "contradict",
    "is_legal",
    "keys",
    "read_providers",
    "scheme_of",
]
