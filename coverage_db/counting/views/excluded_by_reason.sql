select reason, count(*) as articles, count(distinct story) as stories
from ({state})
where state = 'excluded'
group by reason
order by articles desc
