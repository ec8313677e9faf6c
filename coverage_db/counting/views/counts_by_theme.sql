select
    t.theme, m.name, count(*) as counted, count(distinct s.story) as stories, sum(s.tenths) / 10.0 as points
from ({counted}) s
left join fact_themes t on t.article = s.article
left join themes m on m.id = t.theme
group by t.theme
order by counted desc
