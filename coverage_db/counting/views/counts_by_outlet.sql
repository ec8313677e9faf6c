select outlet, outlet_name, level, count(*) as counted, count(distinct story) as stories, sum(points) as points
from counted_articles
group by outlet
order by counted desc
