-- State: what every candidate is under one policy, for one period and some themes. The one definition of it.
-- The rules: CONTRACT section 4, "Counting". Parameters (lists are JSON arrays; '[]' asks for nothing):
--   companies, day_from, day_to, themes            what is judged
--   unit, reprints, roles, levels, channels        the policy
--   points_level, points_channel, points_role, points_position, points_length, points_cap
--                                                  JSON objects {key: hundredths}; the cap in tenths of a point
--   outlets, narrow_levels, brands, owners, narrow_channels, states     what is looked at; changes no state
-- {facts} is the table of that name, or those of its rows that belong to some stories: a state depends on nothing else.
-- A reason is held as its place in the contract's order (1 an officer's word … 15 reprint; 99 none), so that the first
-- that applies is the smallest.
-- Each article once: the company for which it comes furthest speaks for it (its row is the one that `max` stands in).
with candidates as (
    select
        story, article, company, day, role, included, prominence, outlet, level, channel, level_rank, story_rank, front,
        headline, length,
        max(1000 * case
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
        end - company_order) as nearest
    from {facts}
    where case when :companies = '[]' then rival = 0 else company in (select value from json_each(:companies)) end
    group by story, article
),

judged as (
    select *, (nearest + 999) / 1000 as own_rank from candidates
),

keyed as (   -- few columns: they are sorted
    select
        story, article, company, day, own_rank,
        own_rank = 99 and (role <> 'reprint' or 'reprint' in (select value from json_each(:roles))) as may_stand,
        -- What of a story is one text: an included excerpt stands for itself; under "each" so does every outlet.
        case
            when role = 'excerpt' and included then article
            when :reprints = 'each' then coalesce(outlet, article)
            else 0
        end as part,
        -- The order of "original", as one number; excerpts come after what belongs to the story.
        (role = 'excerpt') * 36028797018963968 + story_rank * 2147483648 + article as place,
        case when :reprints = 'highest' then level_rank * 72057594037927936 else 0 end as height,
        case when :unit <> '分' or own_rank <> 99 then 0 else min(
            (   -- six factors in hundredths make 10^-12; half up to tenths, in whole numbers
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
        ) end as article_tenths
    from judged
),

-- Of each text: the first that has no reason of its own, the one that stands, and the best points.
placed as (
    select
        *,
        min(case when may_stand then place end) over text as first,
        min(case when may_stand then height + place end) over text as standing,
        max(article_tenths) over text as text_tenths
    from keyed
    window text as (partition by story, part)
),

-- Under "highest" the day of the text is that of the first, whoever stands.
dated as (
    select
        *,
        coalesce(may_stand and height + place = standing, 0) as stands,
        case
            when :reprints = 'highest' and may_stand and height + place = standing and place <> first
                then (select text_first.day from facts as text_first where text_first.article = first & 2147483647)
            else day
        end as counted_day
    from placed
),

ranked as materialized (   -- else every use of reason_rank below works it out again
    select
        *,
        min(
            own_rank,
            case when counted_day < :day_from or counted_day > :day_to then 7 else 99 end,
            case
                when :themes = '[]' then 99
                when article in (
                    select article from fact_themes where theme in (select value from json_each(:themes))
                ) then 99
                else 8
            end,
            case when stands then 99 else 15 end
        ) as reason_rank
    from dated
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
        when 15 then case when :reprints = 'highest' and may_stand then 'lower_level' else 'reprint' end
    end as reason,
    case when reason_rank = 99 and :unit = '分' then text_tenths end as tenths
from ranked cross join facts using (story, article, company)
where (:outlets = '[]' or outlet in (select value from json_each(:outlets)))
    and (:narrow_levels = '[]' or level in (select value from json_each(:narrow_levels)))
    and (:brands = '[]' or brand in (select value from json_each(:brands)))
    and (:owners = '[]' or owner in (select value from json_each(:owners)))
    and (:narrow_channels = '[]' or channel in (select value from json_each(:narrow_channels)))
    and (:states = '[]' or state in (select value from json_each(:states)))
