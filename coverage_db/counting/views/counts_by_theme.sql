select t.theme, m.name, count(*) as counted, count(distinct c.story) as stories, sum(c.points) as points
from counted_articles c
left join fact_themes t on t.article = c.id
left join themes m on m.id = t.theme
group by t.theme
order by counted desc
