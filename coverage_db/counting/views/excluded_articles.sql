select id, title, outlet_name, outlet, level, channel, day, published, reason, role, story, prominence, url
from candidate_articles
where state = 'excluded'
