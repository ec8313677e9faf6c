select
    substr(counted_day, 1, 7) as month, count(*) as counted, count(distinct story) as stories,
    sum(tenths) / 10.0 as points, count(distinct outlet) as outlets
from ({counted})
group by 1
order by 1
