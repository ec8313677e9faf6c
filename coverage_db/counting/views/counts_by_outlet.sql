select
    s.outlet, o.name as outlet_name, s.level, count(*) as counted, count(distinct s.story) as stories,
    sum(s.tenths) / 10.0 as points
from ({counted}) s
left join outlets o on o.id = s.outlet
group by s.outlet
order by counted desc
