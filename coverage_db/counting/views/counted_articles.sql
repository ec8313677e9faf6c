select
    id, title, outlet_name, outlet, level, channel, day, counted_day, published, role, story, prominence, origin, points,
    url
from candidate_articles
where state = 'counted'
