import type { Sql } from 'postgres';

/**
 * Fills the demonstration town up to `count` groups that are listed: copies of its own under other names, with other
 * numbers of members, half of them at points of the public grid. The portal must be restarted to show them.
 */
export async function growTown(sql: Sql, count: number): Promise<void> {
  await sql`
    insert into groups (slug, kind, name, lang, about, our_part, focus_id, neighborhood_id, place, place_is_public,
      point_lon, point_lat, rhythm, weekday, starts_at, part_of_day, shows_exact_time, languages, step_free,
      created_at, last_report_at, active_count)
    select slug || '-' || n, kind, name || ' ' || n, lang, about, our_part, focus_id, neighborhood_id, 'the hall', n % 2 = 0,
      case when n % 2 = 0 then round((n_lon + (hash % 9 - 4) * 0.0031)::numeric, 6) end,
      case when n % 2 = 0 then round((n_lat + (hash / 9 % 7 - 3) * 0.00225)::numeric, 6) end,
      rhythm, hash % 7 + 1, starts_at, part_of_day, shows_exact_time, languages, step_free,
      created_at, last_report_at, hash % 16
    from (
      select g.*, h.lon as n_lon, h.lat as n_lat, n, abs(hashtext(g.slug || n)) as hash,
        row_number() over (order by n, g.slug) as nth
      from groups g join neighborhoods h on h.id = g.neighborhood_id, generate_series(2, 200) n
      where g.closed_at is null and g.hidden_at is null and g.slug !~ '-[0-9]+$'
    ) copies
    where nth <= ${count} - (
      select count(*) from groups where closed_at is null and hidden_at is null and slug !~ '-[0-9]+$')
    on conflict (slug) do nothing`;
}
