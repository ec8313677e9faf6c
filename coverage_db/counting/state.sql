-- State: what every candidate is under one policy, for one period and some themes. The one definition of it.
-- The rules: CONTRACT section 4, "Counting". coverage_db/judged.py puts the pieces into the queries where their {names} stand.
-- Two steps: what the policy alone says of an article (`judged`, which facts.py keeps ready in a table of that name for the
-- policies in daily use), and what period and themes make of it (`state`; `counted` and `cells` give the counted ones of the same).
-- Parameters (lists are JSON arrays; '[]' asks for nothing):
--   companies, unit, reprints, roles, levels, channels
--   points_level, points_channel, points_role, points_position, points_length, points_cap
--                                                  JSON objects {key: hundredths}; the cap in tenths of a point
--   day_from, day_to, themes                       what is judged, by the second step
--   narrowed (0: none of these), outlets, narrow_levels, brands, owners, narrow_channels, states
--                                                  what is looked at; changes no state
-- A reason is held as its place in the contract's order (1 an officer's word … 16 lower_level; 99 none).
-- `limit -1` keeps SQLite from working expressions out twice.

-- piece own_rank: the first reason that lies in the article itself
case
    when word is not null then 1
    when own and not included then 2
    when mirror and not included then 3
    when not_us and not included then 4
    when notice and not included then 5
    when day is null then 6
    when why <> '' and not included then 9
    when not (included and (own or outlet is null)) and level not in (select value from json_each(:levels)) then 10
    when not (included and (own or outlet is null)) and channel not in (select value from json_each(:channels)) then 11
    when role = 'excerpt' and not included and 'excerpt' not in (select value from json_each(:roles)) then 12
    when prominence = 'round_up' and not included and 'round_up' not in (select value from json_each(:roles)) then 13
    when prominence = 'passing' and not included and 'passing' not in (select value from json_each(:roles)) then 14
    else 99
end

-- piece watched: the rows of the companies asked for; without any, of every company that is no rival
case when :companies = '[]' then rival = 0 else company in (select value from json_each(:companies)) end

-- piece role_counts: whether how the text came there may count (excerpts have a reason of their own)
(role <> 'reprint' or 'reprint' in (select value from json_each(:roles)))

-- piece part: what of a story is one text – an included excerpt stands for itself; under "each" so does every outlet
case
    when role = 'excerpt' and included then article
    when :reprints = 'each' then coalesce(outlet, article)
    else 0
end

-- piece first: the order of "original" as one number; excerpts come after what belongs to the story
(role = 'excerpt') * 36028797018963968 + story_rank * 2147483648 + article

-- piece place: the order in which articles stand for a text
case when :reprints = 'highest' then level_rank * 72057594037927936 else 0 end + {first}

-- piece able: the articles of the text of `this` that have no reason of their own
facts
where story = this.story and {part} = this.part and {watched} and {own_rank} = 99 and {role_counts}

-- piece tenths: points of one article; six factors in hundredths make 10^-12, half up to tenths in whole numbers
min(
    (
        coalesce((select value from json_each(:points_level) where key = level), 100)
        * coalesce((select value from json_each(:points_channel) where key = channel), 100)
        * coalesce((select value from json_each(:points_role) where key = role), 100)
        * coalesce((select value from json_each(:points_role) where key = prominence), 100)
        * coalesce((
            select max(value) from json_each(:points_position)
            where (key = 'front_page' and front) or (key = 'headline' and headline)
        ), 100)
        * coalesce((
            select value from json_each(:points_length)
            where cast(key as integer) <= length order by cast(key as integer) desc limit 1
        ), 100)
        + 50000000000
    ) / 100000000000,
    coalesce(:points_cap, 9223372036854775807)
)

-- piece judged
-- Each article once: the company for which it comes furthest speaks for it (its row is the one that `max` stands in). Of its text
-- stands the first in `place`; under "highest" it has the day of the first, whoever stands.
select
    article, company, story, role, outlet, brand, owner, level, level_rank, channel, word,
    case
        when rank < 99 or place = standing then rank
        when :reprints = 'highest' and {role_counts} then 16
        else 15
    end as rank,
    case when place = standing and :reprints = 'highest' then (select day from {able} order by {first} limit 1) else day end
        as day,
    case when place = standing and :unit = '分' then (select max({tenths}) from {able}) end as tenths
from (
    select *, case when rank = 99 then {place} end as place,
        case when rank = 99 then (select min({place}) from {able}) end as standing
    from (
        select *, case when rank = 99 then {part} end as part
        from (
            select
                story, article, company, day, role, included, outlet, brand, owner, level, level_rank, channel, story_rank,
                word, (max(1000 * {own_rank} - company_order) + 999) / 1000 as rank
            from {facts}
            where {watched}
            group by story, article
        )
    ) as this
    limit -1
) as this
limit -1

-- piece in_period
day between coalesce(:day_from, '') and coalesce(:day_to, '~')

-- piece on_theme
(:themes = '[]' or article in (select article from fact_themes where theme in (select value from json_each(:themes))))

-- piece looked_at
(
    :narrowed = 0 or (
        (:outlets = '[]' or outlet in (select value from json_each(:outlets)))
        and (:narrow_levels = '[]' or level in (select value from json_each(:narrow_levels)))
        and (:brands = '[]' or brand in (select value from json_each(:brands)))
        and (:owners = '[]' or owner in (select value from json_each(:owners)))
        and (:narrow_channels = '[]' or channel in (select value from json_each(:narrow_channels)))
        and (:states = '[]' or state in (select value from json_each(:states)))
    )
)

-- piece columns
article, company, story, role, outlet, brand, owner, level, level_rank, channel

-- piece reason
case rank
    when 1 then word when 2 then 'own' when 3 then 'mirror' when 4 then 'not_us' when 5 then 'notice'
    when 6 then 'undated' when 7 then 'out_of_period' when 8 then 'off_theme' when 9 then 'pending'
    when 10 then 'level' when 11 then 'channel' when 12 then 'excerpt' when 13 then 'round_up'
    when 14 then 'passing' when 15 then 'reprint' when 16 then 'lower_level'
end

-- piece state
select
    {columns}, nullif(day, '') as counted_day,
    case rank when 99 then 'counted' when 9 then 'pending' else 'excluded' end as state,
    {reason} as reason,
    case when rank = 99 then tenths end as tenths
from (
    select {columns}, day, word, tenths,
        case when rank < 7 then rank when not {in_period} then 7 when not {on_theme} then 8 else rank end as rank
    from {judged}
)
where {looked_at}

-- piece cells: the counted articles by all that one of them has only one of
select outlet, brand, owner, level, level_rank, channel, role, day as counted_day, 'counted' as state,
    count(*) as articles, sum(tenths) as tenths
from {judged}
where rank = 99 and {in_period} and {on_theme} and {looked_at}
group by outlet, brand, owner, level, level_rank, channel, role, day

-- piece uncounted: how many are left out for each reason; most are out of the period, and those are only counted
select reason, sum(articles) as articles
from (
    select {reason} as reason, 'excluded' as state, count(*) as articles
    from {judged}
    where rank < 7 and {looked_at}
    group by rank, word
    union all
    select 'out_of_period', 'excluded' as state, count(*)
    from {judged}
    where coalesce(:day_from, :day_to) is not null and rank > 8 and not {in_period} and {looked_at}
    union all
    select 'off_theme', 'excluded' as state, count(*)
    from {judged}
    where :themes <> '[]' and rank > 8 and {in_period} and not {on_theme} and {looked_at}
    union all
    select {reason}, case rank when 9 then 'pending' else 'excluded' end as state, count(*)
    from {judged}
    where rank between 9 and 98 and {in_period} and {on_theme} and {looked_at}
    group by rank
)
where articles > 0
group by reason
order by 2 desc, 1

-- piece counted
select {columns}, day as counted_day, 'counted' as state, null as reason, tenths
from {judged}
where rank = 99 and {in_period} and {on_theme} and {looked_at}
