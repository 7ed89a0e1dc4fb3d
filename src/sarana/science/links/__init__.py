"""What hangs together in a net of things: ways between two, parts, who stands between others, groups. Pure.

Nodes and edges are any sortable keys; neither the order of the edges nor the direction in which one is written changes
anything. Loops and doubles count once.
"""

from sarana.science.links.between import Broker, Brokers, brokers_of
from sarana.science.links.net import components_of, groups_in, net_of, ways_between

__all__ = ["Broker", "Brokers", "brokers_of", "components_of", "groups_in", "net_of", "ways_between"]
