select id, title, outlet_name, outlet, level, channel, day, published, why, role, story, prominence, url
from candidate_articles
where state = 'pending'
