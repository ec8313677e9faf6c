select
    s.article as id, a.title, o.name as outlet_name, s.outlet, s.level, s.channel, f.day, s.counted_day, f.published,
    s.state, s.reason, s.role, s.story, f.prominence, f.origin, s.company, trim(f.why) as why, s.tenths / 10.0 as points,
    a.url
from ({state}) s
cross join {facts}
join articles a on a.id = s.article
left join outlets o on o.id = s.outlet
