select reason, count(*) as articles, count(distinct story) as stories
from excluded_articles
group by reason
order by articles desc
