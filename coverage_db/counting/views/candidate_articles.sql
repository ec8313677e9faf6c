select
    s.article as id, a.title, o.name as outlet_name, s.outlet, s.level, s.channel, s.day, s.counted_day, s.published,
    s.state, s.reason, s.role, s.story, s.prominence, s.origin, s.company, trim(s.why) as why, s.tenths / 10.0 as points,
    a.url
from ({state}) s
join articles a on a.id = s.article
left join outlets o on o.id = s.outlet
