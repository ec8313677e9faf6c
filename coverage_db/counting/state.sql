-- State: what every candidate is under one policy, for one period and some themes. The one definition of it.
-- The rules: CONTRACT section 4, "Counting". state.py puts the pieces into the query where their {names} stand.
-- Parameters (lists are JSON arrays; '[]' asks for nothing):
--   companies, day_from, day_to, themes            what is judged
--   unit, reprints, roles, levels, channels        the policy
--   points_level, points_channel, points_role, points_position, points_length, points_cap
--                                                  JSON objects {key: hundredths}; the cap in tenths of a point
--   narrowed (0: none of these), outlets, narrow_levels, brands, owners, narrow_channels, states
--                                                  what is looked at; changes no state
-- A reason is held as its place in the contract's order (1 an officer's word … 15 reprint; 99 none).
-- Fast where it matters: with a period most articles end at 7 or before, and only for those that have no reason at all
-- the other articles of their story are looked up. `limit -1` keeps SQLite from working expressions out twice.

-- piece own_rank: the first reason that lies in the article itself
case
    when word is not null then 1
    when own and not included then 2
    when mirror and not included then 3
    when not_us and not included then 4
    when notice and not included then 5
    when day is null then 6
    {judged}
    when why <> '' and not included then 9
    when not (included and (own or outlet is null)) and level not in (select value from json_each(:levels)) then 10
    when not (included and (own or outlet is null)) and channel not in (select value from json_each(:channels)) then 11
    when role = 'excerpt' and not included and 'excerpt' not in (select value from json_each(:roles)) then 12
    when prominence = 'round_up' and not included and 'round_up' not in (select value from json_each(:roles)) then 13
    when prominence = 'passing' and not included and 'passing' not in (select value from json_each(:roles)) then 14
    else 99
end

-- piece on_its_day: period and themes, where an article is judged by its own day; under "highest" that comes later
when :reprints <> 'highest' and (day < :day_from or day > :day_to) then 7
when :reprints <> 'highest' and {off_theme} then 8

-- piece off_theme
:themes <> '[]' and article not in (
    select article from fact_themes where theme in (select value from json_each(:themes))
)

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

-- piece query
-- Each article once: the company for which it comes furthest speaks for it (its row is the one that `max` stands in).
with candidates as (
    select
        story, article, company, day, role, included, outlet, level_rank, story_rank,
        max(1000 * {rank} - company_order) as nearest
    from {facts}
    where {watched}
    group by story, article
),

-- Of its text: the place of the one that stands and, under "highest", the day of the first, whoever stands.
placed as (
    select
        story, article, company, day, (nearest + 999) / 1000 as near_rank, part,
        case when nearest > 98000 then {place} end as place,
        case when nearest > 98000 then (select min({place}) from {able}) end as standing,
        case when nearest > 98000 and :reprints = 'highest' then (select day from {able} order by {first} limit 1) end
            as text_day
    from (select *, case when nearest > 98000 then {part} end as part from candidates) as this
    limit -1
),

ranked as (
    select
        story, article, company, part, counted_day,
        case
            when near_rank < 7 then near_rank
            when :reprints = 'highest' and (counted_day < :day_from or counted_day > :day_to) then 7
            when :reprints = 'highest' and {off_theme} then 8
            when near_rank < 99 or place = standing then near_rank
            else 15
        end as reason_rank
    from (select *, case when place = standing then coalesce(text_day, day) else day end as counted_day from placed)
    limit -1
)

select
    facts.article, facts.company, facts.story, facts.story_rank, facts.role, facts.prominence, facts.outlet, facts.brand,
    facts.owner, facts.level, facts.level_rank, facts.channel, facts.published, facts.date_witness, facts.day,
    counted_day, facts.origin, facts.own, facts.mirror, facts.why, facts.word, facts.included,
    case reason_rank when 99 then 'counted' when 9 then 'pending' else 'excluded' end as state,
    case reason_rank
        when 1 then word when 2 then 'own' when 3 then 'mirror' when 4 then 'not_us' when 5 then 'notice'
        when 6 then 'undated' when 7 then 'out_of_period' when 8 then 'off_theme' when 9 then 'pending'
        when 10 then 'level' when 11 then 'channel' when 12 then 'excerpt' when 13 then 'round_up'
        when 14 then 'passing'
        when 15 then case when :reprints = 'highest' and {role_counts} then 'lower_level' else 'reprint' end
    end as reason,
    case when reason_rank = 99 and :unit = '分' then (select max({tenths}) from {able}) end as tenths
from ranked as this cross join facts using (story, article, company)
where :narrowed = 0 or (
    (:outlets = '[]' or outlet in (select value from json_each(:outlets)))
    and (:narrow_levels = '[]' or level in (select value from json_each(:narrow_levels)))
    and (:brands = '[]' or brand in (select value from json_each(:brands)))
    and (:owners = '[]' or owner in (select value from json_each(:owners)))
    and (:narrow_channels = '[]' or channel in (select value from json_each(:narrow_channels)))
    and (:states = '[]' or state in (select value from json_each(:states)))
)
