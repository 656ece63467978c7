-- The figures of the rule file of benchmarks/events.py for 2008, written by hand by someone who knows these files: that
-- a record too long ends in a filled cell, and that no event lies in the hours of a change of clock.
-- The variable `folder` holds the files.
SET memory_limit = '600MB';

CREATE TEMP TABLE queue_events AS
SELECT "Id" AS key, "Appel" AS call_id, "Heure" AS happened_at, CAST("Événement" AS
    ENUM ('ENTERQUEUE', 'CONNECT', 'TRANSFER', 'COMPLETE', 'ABANDON')) AS event, "Agent" AS agent
FROM read_csv(
    getvariable('folder') || '/queue_log_*.csv', auto_detect = false, header = true, ignore_errors = true, delim = ';',
    quote = '"', escape = '"', new_line = '\n', timestampformat = '%Y-%m-%d %H:%M:%S', nullstr = '',
    columns = {
        'Id': 'VARCHAR', 'Appel': 'VARCHAR', 'Heure': 'TIMESTAMP', 'Événement': 'VARCHAR', 'Agent': 'VARCHAR'})
WHERE key IS NOT NULL AND happened_at IS NOT NULL AND "Événement" IN ('ENTERQUEUE', 'CONNECT', 'TRANSFER', 'COMPLETE', 'ABANDON');
DELETE FROM queue_events WHERE rowid IN (
    WITH twice AS (SELECT hash(key) AS h FROM queue_events GROUP BY h HAVING count(*) > 1),
    alike AS (SELECT rowid AS place, key FROM queue_events WHERE hash(key) IN (FROM twice))
    SELECT place FROM alike QUALIFY place < max(place) OVER (PARTITION BY key));

CREATE TEMP TABLE calls AS
SELECT call_id,
    min(happened_at) FILTER (event = 'ENTERQUEUE') AS entered_at,
    min(happened_at) FILTER (event = 'CONNECT') AS answered_at,
    max(happened_at) FILTER (event IN ('COMPLETE', 'ABANDON')) AS left_at,
    count(*) FILTER (event = 'CONNECT') AS connects,
    count(DISTINCT agent) AS agents,
    bool_or(event = 'TRANSFER') AS transferred,
    bool_or(event = 'ABANDON') AS given_up
FROM queue_events WHERE call_id IS NOT NULL GROUP BY call_id;

CREATE TEMP TABLE sizes AS
SELECT 'queue_events' AS source, count(*) AS cases FROM queue_events UNION ALL SELECT 'calls', count(*) FROM calls;

CREATE TEMP TABLE figures AS
WITH as_of AS (SELECT max(happened_at) AS known FROM queue_events),
judged AS (
    SELECT quarter(entered_at) AS quarter, *, CASE
        WHEN answered_at < entered_at THEN 'invalid'
        WHEN answered_at < entered_at + INTERVAL 20 SECOND THEN 'met'
        WHEN answered_at IS NOT NULL THEN 'late'
        WHEN entered_at + INTERVAL 20 SECOND <= known THEN 'overdue'
        ELSE 'pending' END AS answered_20s
    FROM calls, as_of WHERE year(entered_at) = 2008)
SELECT 'answered_20s' AS indicator, quarter, answered_20s AS verdict, count(*) AS cases, NULL AS hundredths
FROM judged GROUP BY ALL
UNION ALL
SELECT 'length', quarter,
    CASE WHEN left_at IS NULL THEN 'pending' WHEN left_at < entered_at THEN 'invalid' ELSE 'counted' END AS verdict,
    count(*), 100 * sum(date_diff('second', entered_at, left_at))
FROM judged GROUP BY ALL
UNION ALL
SELECT 'given_up', quarter, CASE WHEN given_up THEN 'met' ELSE 'late' END AS verdict, count(*), NULL
FROM judged GROUP BY ALL
UNION ALL
SELECT 'one_agent', quarter, CASE WHEN agents = 1 AND connects <= 2 AND NOT transferred THEN 'met' ELSE 'late' END AS verdict,
    count(*), NULL
FROM judged WHERE answered_at IS NOT NULL GROUP BY ALL;
