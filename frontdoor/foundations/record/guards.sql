create or replace function frontdoor_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare event text := nullif(current_setting('frontdoor.event', true), '');
begin
  if event is null then
    raise exception '% written outside an action', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'DELETE' then
    raise exception '% rows are never deleted', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  insert into record_rowchange(event_id, table_name, row_id, operation, before, after)
  values (event::uuid, tg_table_name, new.id::text, tg_op,
          case when tg_op = 'UPDATE' then to_jsonb(old) end, to_jsonb(new));
  return null;
end $$;

create or replace function frontdoor_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

-- Waits for every writer under way, then says how far each table has come: all up to there is there, and stays.
create or replace function frontdoor_watermark(seconds int default 2) returns table (table_name text, last bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('lock_timeout', (seconds * 1000)::text, true);
  lock table record_event, record_rowchange, record_viewing in share mode;
  return query
    select 'record_event', coalesce(max(position), 0) from record_event
    union all select 'record_rowchange', coalesce(max(id), 0) from record_rowchange
    union all select 'record_viewing', coalesce(max(id), 0) from record_viewing;
end $$;
