-- The figures of commitments.yaml for 2008, written by hand by someone who knows these exports: their layouts, that a
-- record that is too long ends in a filled cell (but in the surveys, where it is looked for), the changes of clock.
-- The variable `folder` holds the exports in UTF-8: DuckDB does not read cp1252.

-- Wall times of Paris: those that are skipped keep the offset before, those that come twice are the first.
CREATE MACRO utc(wall) AS wall - CASE
    WHEN wall >= TIMESTAMP '2008-03-30 03:00:00' AND wall < TIMESTAMP '2008-10-26 03:00:00' THEN INTERVAL 2 HOUR
    ELSE INTERVAL 1 HOUR END;
CREATE MACRO midnight_after(day) AS utc(CAST(day + 1 AS TIMESTAMP));
CREATE MACRO day(cell) AS CAST(try_strptime(cell, '%d/%m/%Y') AS DATE);
CREATE MACRO is_whole(cell) AS regexp_full_match(cell, '-?[0-9]*');

CREATE MACRO verdict(started, ended, in_time, due, known) AS CASE
    WHEN ended < started THEN 'invalid'
    WHEN in_time THEN 'met'
    WHEN ended IS NOT NULL THEN 'late'
    WHEN due <= known THEN 'overdue'
    ELSE 'pending' END;
CREATE MACRO met_by(started, ended, due, known) AS verdict(started, ended, ended <= due, due, known);
CREATE MACRO met_before(started, ended, due, known) AS verdict(started, ended, ended < due, due, known);
CREATE MACRO on_scale(score) AS CASE
    WHEN score IS NULL THEN 'excluded' WHEN score BETWEEN 1 AND 5 THEN 'counted' ELSE 'invalid' END;

-- Public holidays and the two bridges of May; the office worked on Whit Monday.
CREATE TEMP TABLE days AS
WITH every AS (SELECT CAST(unnest(generate_series(DATE '2007-12-01', DATE '2009-02-28', INTERVAL 1 DAY)) AS DATE) AS day),
open AS (
    SELECT list(day ORDER BY day) AS open_days FROM every
    WHERE isodow(day) < 6 AND day NOT IN (
        '2007-12-25', '2008-01-01', '2008-03-24', '2008-05-01', '2008-05-02', '2008-05-08', '2008-05-09', '2008-07-14',
        '2008-08-15', '2008-11-01', '2008-11-11', '2008-12-25', '2009-01-01')
)
SELECT day, list_filter(open_days, lambda other: other > day) AS open_days_after FROM every, open;

CREATE TEMP TABLE sizes (source VARCHAR, cases BIGINT);
CREATE TEMP TABLE figures (indicator VARCHAR, quarter INTEGER, verdict VARCHAR, cases BIGINT, hundredths BIGINT);

-- Calls ---------------------------------------------------------------------------------------------------------------
CREATE TEMP TABLE calls AS
SELECT "N° appel" AS key, "File d'attente" AS queue, "Présenté le" AS offered_at, "Décroché le" AS answered_at,
    "Raccroché le" AS ended_at, "Nb transferts" AS transfers
FROM read_csv(
    getvariable('folder') || '/telephonie_*.csv', auto_detect = false, header = true, ignore_errors = true,
    delim = ';', quote = '"', escape = '"', new_line = '\r\n', timestampformat = '%d/%m/%Y %H:%M:%S', nullstr = '',
    columns = {
        'Poste': 'VARCHAR', 'N° appel': 'VARCHAR', 'Présenté le': 'TIMESTAMP', 'File d''attente': 'VARCHAR',
        'Code appelant': 'VARCHAR', 'Décroché le': 'TIMESTAMP', 'Raccroché le': 'TIMESTAMP', 'Issue': 'VARCHAR',
        'Durée (min)': 'VARCHAR', 'Nb transferts': 'INTEGER', 'Code agent': 'VARCHAR', 'Observation': 'VARCHAR'})
WHERE key IS NOT NULL AND offered_at IS NOT NULL AND "Issue" IN ('RÉPONDU', 'ABANDON')
    AND queue IN ('standard', 'information juridique', 'gestion des dossiers');
DELETE FROM calls WHERE rowid IN (
    WITH twice AS (SELECT hash(key) AS h FROM calls GROUP BY h HAVING count(*) > 1),
    alike AS (SELECT rowid AS place, key FROM calls WHERE hash(key) IN (FROM twice))
    SELECT place FROM alike QUALIFY place < max(place) OVER (PARTITION BY key));
INSERT INTO sizes SELECT 'calls', count(*) FROM calls;

CREATE TEMP TABLE judged_calls AS
WITH as_of AS (SELECT max(utc(greatest(offered_at, answered_at, ended_at))) AS known FROM calls)
SELECT quarter(offered_at) AS quarter,
    CASE WHEN queue = 'standard' AND answered_at IS NOT NULL THEN
        CASE WHEN transfers IS NULL THEN 'excluded' WHEN transfers <= 1 THEN 'met' ELSE 'late' END
    END AS switchboard_right_first_time,
    CASE WHEN queue = 'information juridique' AND answered_at IS NOT NULL THEN
        CASE WHEN utc(answered_at) < utc(offered_at) THEN 'invalid' ELSE 'counted' END
    END AS phone_answer_speed,
    CASE WHEN queue = 'information juridique' THEN
        met_before(utc(offered_at), utc(answered_at), utc(offered_at) + INTERVAL 10 SECOND, known)
    END AS phone_answered_10s,
    CASE WHEN queue = 'information juridique' THEN
        CASE WHEN answered_at IS NOT NULL THEN 'met' ELSE 'late' END
    END AS phone_answer_rate,
    count(*) AS cases, 100 * sum(date_diff('second', utc(offered_at), utc(answered_at))) AS waited
FROM calls, as_of WHERE year(offered_at) = 2008 GROUP BY ALL;
INSERT INTO figures
SELECT indicator, quarter, verdict, cases, CASE WHEN indicator = 'phone_answer_speed' THEN waited END
FROM judged_calls UNPIVOT (verdict FOR indicator IN (
    switchboard_right_first_time, phone_answer_speed, phone_answered_10s, phone_answer_rate));

-- Questions asked online ----------------------------------------------------------------------------------------------
CREATE TEMP TABLE online_questions AS
SELECT "N° question" AS key, "Posée le" AS asked_at, "Répondue le" AS answered_at
FROM read_csv(
    getvariable('folder') || '/questions_en_ligne_*.csv', auto_detect = false, header = true, ignore_errors = true,
    delim = ';', quote = '"', escape = '"', new_line = '\r\n', timestampformat = '%d/%m/%Y %H:%M:%S', nullstr = '',
    columns = {
        'Domaine': 'VARCHAR', 'N° question': 'VARCHAR', 'Formulaire': 'VARCHAR', 'Répondue le': 'TIMESTAMP',
        'Posée le': 'TIMESTAMP', 'Code juriste': 'VARCHAR', 'Temps passé (min)': 'VARCHAR', 'Commentaire': 'VARCHAR'})
WHERE key IS NOT NULL AND asked_at IS NOT NULL;
DELETE FROM online_questions WHERE rowid IN (
    WITH twice AS (SELECT hash(key) AS h FROM online_questions GROUP BY h HAVING count(*) > 1),
    alike AS (SELECT rowid AS place, key FROM online_questions WHERE hash(key) IN (FROM twice))
    SELECT place FROM alike QUALIFY place < max(place) OVER (PARTITION BY key));
INSERT INTO sizes SELECT 'online_questions', count(*) FROM online_questions;

INSERT INTO figures
WITH as_of AS (SELECT max(utc(greatest(asked_at, answered_at))) AS known FROM online_questions)
SELECT 'online_answered_48h', quarter(asked_at),
    met_by(utc(asked_at), utc(answered_at), utc(asked_at) + INTERVAL 48 HOUR, known), count(*), NULL
FROM online_questions, as_of WHERE year(asked_at) = 2008 GROUP BY ALL;

-- Claims --------------------------------------------------------------------------------------------------------------
CREATE TEMP TABLE claims AS
SELECT "N° dossier" AS key, "Date de réception" AS received_at, "Date d'ouverture" AS opened_at,
    "Accusé de réception envoyé le" AS acknowledged_at, "Premier courrier le" AS letter_at, "Premier appel le" AS phone_at,
    "Date d'archivage" AS archived_on
FROM read_csv(
    getvariable('folder') || '/dossiers_*.csv', auto_detect = false, header = true, ignore_errors = true, delim = ';',
    quote = '"', escape = '"', new_line = '\r\n', timestampformat = '%d/%m/%Y %H:%M:%S', dateformat = '%d/%m/%Y',
    nullstr = ['', 'NULL'],
    columns = {
        'Gestionnaire': 'VARCHAR', 'N° dossier': 'VARCHAR', 'Canal': 'VARCHAR', 'Code assuré': 'VARCHAR',
        'Domaine': 'VARCHAR', 'Enjeu (€)': 'VARCHAR', 'Date de réception': 'TIMESTAMP',
        'Premier appel le': 'TIMESTAMP', 'Premier courrier le': 'TIMESTAMP', 'Date d''ouverture': 'TIMESTAMP',
        'Accusé de réception envoyé le': 'TIMESTAMP', 'Date d''archivage': 'DATE', 'Commentaire': 'VARCHAR'})
WHERE key IS NOT NULL AND received_at IS NOT NULL
    AND ("Canal" IS NULL OR "Canal" IN ('courrier', 'téléphone', 'internet'));
DELETE FROM claims WHERE rowid IN (
    WITH twice AS (SELECT hash(key) AS h FROM claims GROUP BY h HAVING count(*) > 1),
    alike AS (SELECT rowid AS place, key FROM claims WHERE hash(key) IN (FROM twice))
    SELECT place FROM alike QUALIFY place < max(place) OVER (PARTITION BY key));
INSERT INTO sizes SELECT 'claims', count(*) FROM claims;

CREATE TEMP TABLE judged_claims AS
WITH as_of AS (
    SELECT max(utc(greatest(received_at, opened_at, acknowledged_at, letter_at, phone_at))) AS known FROM claims),
dated AS (
    SELECT *, CASE WHEN opened_at IS NOT NULL AND acknowledged_at IS NOT NULL
        THEN greatest(opened_at, acknowledged_at) END AS both_at, least(letter_at, phone_at) AS contact_at
    FROM claims JOIN days ON CAST(received_at AS DATE) = day, as_of WHERE year(received_at) = 2008)
SELECT quarter(received_at) AS quarter, count(*) AS cases,
    met_by(utc(received_at), utc(both_at), utc(received_at) + INTERVAL 48 HOUR, known) AS claim_opened_48h,
    met_before(utc(received_at), utc(contact_at), midnight_after(open_days_after[10]), known) AS first_contact_10d,
    met_before(utc(received_at), utc(contact_at), midnight_after(open_days_after[5]), known) AS first_contact_5d
FROM dated GROUP BY ALL;
INSERT INTO figures SELECT indicator, quarter, verdict, cases, NULL
FROM judged_claims UNPIVOT (verdict FOR indicator IN (claim_opened_48h, first_contact_10d, first_contact_5d));

-- Requests to be called back: the columns moved in July ---------------------------------------------------------------
CREATE TEMP TABLE callbacks AS
SELECT "N° demande" AS key, "Demandé le" AS requested_at, "Rappelé le" AS called_back_at
FROM read_csv(
    [getvariable('folder') || '/rappels_2007-T4.csv', getvariable('folder') || '/rappels_2008-T[12].csv'],
    auto_detect = false, header = true, ignore_errors = true, delim = ';', quote = '"', escape = '"',
    new_line = '\r\n', timestampformat = '%d/%m/%Y %H:%M:%S', nullstr = '',
    columns = {
        'N° demande': 'VARCHAR', 'Rappelé le': 'TIMESTAMP', 'Service': 'VARCHAR', 'Demandé le': 'TIMESTAMP',
        'Poste': 'VARCHAR', 'Tentatives': 'VARCHAR', 'Code agent': 'VARCHAR', 'Objet': 'VARCHAR'})
WHERE key IS NOT NULL AND requested_at IS NOT NULL
UNION ALL
SELECT "N° demande" AS key, "Demandé le" AS requested_at, "Rappelé le" AS called_back_at
FROM read_csv(
    [getvariable('folder') || '/rappels_2008-T[34].csv', getvariable('folder') || '/rappels_2009-T1.csv'],
    auto_detect = false, header = true, ignore_errors = true, delim = ';', quote = '"', escape = '"',
    new_line = '\r\n', timestampformat = '%d/%m/%Y %H:%M:%S', nullstr = '',
    columns = {
        'Service': 'VARCHAR', 'N° demande': 'VARCHAR', 'Objet': 'VARCHAR', 'Demandé le': 'TIMESTAMP',
        'Rappelé le': 'TIMESTAMP', 'Tentatives': 'VARCHAR', 'Poste': 'VARCHAR', 'Code agent': 'VARCHAR'})
WHERE key IS NOT NULL AND requested_at IS NOT NULL;
DELETE FROM callbacks WHERE rowid IN (
    WITH twice AS (SELECT hash(key) AS h FROM callbacks GROUP BY h HAVING count(*) > 1),
    alike AS (SELECT rowid AS place, key FROM callbacks WHERE hash(key) IN (FROM twice))
    SELECT place FROM alike QUALIFY place < max(place) OVER (PARTITION BY key));
INSERT INTO sizes SELECT 'callbacks', count(*) FROM callbacks;

CREATE TEMP TABLE judged_callbacks AS
WITH as_of AS (SELECT max(utc(greatest(requested_at, called_back_at))) AS known FROM callbacks)
SELECT quarter(requested_at) AS quarter, count(*) AS cases,
    met_before(utc(requested_at), utc(called_back_at), utc(requested_at) + INTERVAL 24 HOUR, known) AS callback_24h,
    met_before(
        utc(requested_at), utc(called_back_at), midnight_after(CAST(requested_at AS DATE) + 2), known) AS callback_2d
FROM callbacks, as_of WHERE year(requested_at) = 2008 GROUP BY ALL;
INSERT INTO figures SELECT indicator, quarter, verdict, cases, NULL
FROM judged_callbacks UNPIVOT (verdict FOR indicator IN (callback_24h, callback_2d));

-- Surveys: read as text with a column more, in which a record that is too long has a cell ------------------------------
CREATE TEMP TABLE phone_survey AS
SELECT "N° enquête" AS key, day("Date de l'enquête") AS interviewed_on,
    TRY_CAST(replace("Note moyenne", ',', '.') AS DECIMAL(9, 2)) AS score
FROM read_csv(
    getvariable('folder') || '/enquete_telephonique_*.csv', auto_detect = false, header = true, ignore_errors = true,
    delim = ';', quote = '"', escape = '"', null_padding = true, nullstr = chr(1), parallel = false,
    columns = {
        'Date de l''enquête': 'VARCHAR', 'N° enquête': 'VARCHAR', 'Enquêteur': 'VARCHAR', 'Accueil': 'VARCHAR',
        'Clarté': 'VARCHAR', 'Utilité': 'VARCHAR', 'Délai': 'VARCHAR', 'Note moyenne': 'VARCHAR',
        'Verbatim': 'VARCHAR', 'more': 'VARCHAR'})
WHERE key != '' AND interviewed_on IS NOT NULL AND score IS NOT NULL AND "Verbatim" IS NOT NULL AND more IS NULL;
DELETE FROM phone_survey WHERE rowid IN (
    WITH twice AS (SELECT hash(key) AS h FROM phone_survey GROUP BY h HAVING count(*) > 1),
    alike AS (SELECT rowid AS place, key FROM phone_survey WHERE hash(key) IN (FROM twice))
    SELECT place FROM alike QUALIFY place < max(place) OVER (PARTITION BY key));
INSERT INTO sizes SELECT 'phone_survey', count(*) FROM phone_survey;

INSERT INTO figures
SELECT 'phone_survey_score', quarter(interviewed_on), on_scale(score), count(*), CAST(100 * sum(score) AS BIGINT)
FROM phone_survey WHERE year(interviewed_on) = 2008 GROUP BY ALL;
INSERT INTO figures
SELECT 'phone_survey_size', quarter(interviewed_on), 'counted', count(*), NULL
FROM phone_survey WHERE year(interviewed_on) = 2008 GROUP BY ALL;

CREATE TEMP TABLE closing_questionnaires AS
SELECT "N° questionnaire" AS key, "N° dossier" AS claim_id, day("Envoyé le") AS sent_on,
    TRY_CAST("Note juriste" AS INTEGER) AS lawyer, TRY_CAST("Note expert" AS INTEGER) AS expert,
    TRY_CAST("Note avocat" AS INTEGER) AS attorney, "Choix de l'avocat" AS attorney_choice
FROM read_csv(
    getvariable('folder') || '/questionnaires_cloture_*.csv', auto_detect = false, header = true, ignore_errors = true,
    delim = ';', quote = '"', escape = '"', null_padding = true, nullstr = chr(1), parallel = false,
    columns = {
        'N° dossier': 'VARCHAR', 'N° questionnaire': 'VARCHAR', 'Retourné le': 'VARCHAR', 'Envoyé le': 'VARCHAR',
        'Note expert': 'VARCHAR', 'Choix de l''avocat': 'VARCHAR', 'Note avocat': 'VARCHAR',
        'Note juriste': 'VARCHAR', 'Remarques': 'VARCHAR', 'more': 'VARCHAR'})
WHERE key != '' AND sent_on IS NOT NULL AND ("Retourné le" = '' OR day("Retourné le") IS NOT NULL)
    AND is_whole("Note juriste") AND is_whole("Note expert") AND is_whole("Note avocat")
    AND attorney_choice IN ('', 'recommandé', 'libre', 'aucun') AND "Remarques" IS NOT NULL AND more IS NULL;
DELETE FROM closing_questionnaires WHERE rowid IN (
    WITH twice AS (SELECT hash(key) AS h FROM closing_questionnaires GROUP BY h HAVING count(*) > 1),
    alike AS (SELECT rowid AS place, key FROM closing_questionnaires WHERE hash(key) IN (FROM twice))
    SELECT place FROM alike QUALIFY place < max(place) OVER (PARTITION BY key));
INSERT INTO sizes SELECT 'closing_questionnaires', count(*) FROM closing_questionnaires;

INSERT INTO figures
SELECT 'lawyer_score', quarter(sent_on), on_scale(lawyer), count(*), 100 * sum(lawyer)
FROM closing_questionnaires WHERE year(sent_on) = 2008 GROUP BY ALL;
INSERT INTO figures
SELECT 'expert_score', quarter(sent_on), on_scale(expert), count(*), 100 * sum(expert)
FROM closing_questionnaires WHERE year(sent_on) = 2008 GROUP BY ALL;
INSERT INTO figures
SELECT 'attorney_score', quarter(sent_on), on_scale(attorney), count(*), 100 * sum(attorney)
FROM closing_questionnaires WHERE year(sent_on) = 2008 AND attorney_choice = 'recommandé' GROUP BY ALL;

INSERT INTO figures
WITH sent AS (SELECT claim_id, max(sent_on) AS last_sent FROM closing_questionnaires GROUP BY claim_id)
SELECT 'questionnaire_sent', quarter(archived_on), CASE WHEN last_sent >= archived_on THEN 'met' ELSE 'late' END,
    count(*), NULL
FROM claims LEFT JOIN sent ON claim_id = claims.key WHERE year(archived_on) = 2008 GROUP BY ALL;

CREATE TEMP TABLE switchboard_survey AS
SELECT "N° réponse" AS key, "Date de réponse" AS answered_on, "Satisfaction (1 à 5)" AS satisfaction
FROM read_csv(
    getvariable('folder') || '/enquete_standard_*.csv', auto_detect = false, header = true, ignore_errors = true,
    delim = ';', quote = '"', escape = '"', new_line = '\r\n', dateformat = '%d/%m/%Y', nullstr = '',
    columns = {
        'Enquêteur': 'VARCHAR', 'Date de réponse': 'DATE', 'Satisfaction (1 à 5)': 'INTEGER', 'N° réponse': 'VARCHAR',
        'Heure d''appel': 'VARCHAR', 'Remarque': 'VARCHAR'})
WHERE key IS NOT NULL AND answered_on IS NOT NULL;
DELETE FROM switchboard_survey WHERE rowid IN (
    WITH twice AS (SELECT hash(key) AS h FROM switchboard_survey GROUP BY h HAVING count(*) > 1),
    alike AS (SELECT rowid AS place, key FROM switchboard_survey WHERE hash(key) IN (FROM twice))
    SELECT place FROM alike QUALIFY place < max(place) OVER (PARTITION BY key));
INSERT INTO sizes SELECT 'switchboard_survey', count(*) FROM switchboard_survey;

INSERT INTO figures
SELECT 'switchboard_satisfaction', quarter(answered_on),
    CASE WHEN satisfaction IS NULL THEN 'excluded' WHEN satisfaction >= 4 THEN 'met' ELSE 'late' END, count(*), NULL
FROM switchboard_survey WHERE year(answered_on) = 2008 GROUP BY ALL;

-- Complaints ----------------------------------------------------------------------------------------------------------
CREATE TEMP TABLE complaints AS
SELECT "N° réclamation" AS key, "Reçue le" AS received_at, "Prise en charge le" AS acknowledged_at,
    "Répondue le" AS answered_at, "Canal" AS channel
FROM read_csv(
    getvariable('folder') || '/reclamations_*.csv', auto_detect = false, header = true, ignore_errors = true,
    delim = ';', quote = '"', escape = '"', new_line = '\r\n', timestampformat = '%d/%m/%Y %H:%M:%S', nullstr = '',
    columns = {
        'Service visé': 'VARCHAR', 'N° réclamation': 'VARCHAR', 'Reçue le': 'TIMESTAMP', 'Canal': 'VARCHAR',
        'Répondue le': 'TIMESTAMP', 'Prise en charge le': 'TIMESTAMP', 'Responsable': 'VARCHAR',
        'Coût (€)': 'VARCHAR', 'Objet': 'VARCHAR'})
WHERE key IS NOT NULL AND received_at IS NOT NULL AND channel IN ('courrier', 'téléphone', 'internet');
DELETE FROM complaints WHERE rowid IN (
    WITH twice AS (SELECT hash(key) AS h FROM complaints GROUP BY h HAVING count(*) > 1),
    alike AS (SELECT rowid AS place, key FROM complaints WHERE hash(key) IN (FROM twice))
    SELECT place FROM alike QUALIFY place < max(place) OVER (PARTITION BY key));
INSERT INTO sizes SELECT 'complaints', count(*) FROM complaints;

CREATE TEMP TABLE judged_complaints AS
WITH as_of AS (SELECT max(utc(greatest(received_at, acknowledged_at, answered_at))) AS known FROM complaints)
SELECT quarter(received_at) AS quarter, count(*) AS cases,
    met_before(utc(received_at), utc(answered_at), midnight_after(CAST(received_at AS DATE) + 10), known)
        AS complaint_answered_10d,
    CASE WHEN channel = 'internet' THEN
        met_by(utc(received_at), utc(acknowledged_at), utc(received_at) + INTERVAL 48 HOUR, known)
    END AS complaint_acknowledged_48h
FROM complaints, as_of WHERE year(received_at) = 2008 GROUP BY ALL;
INSERT INTO figures SELECT indicator, quarter, verdict, cases, NULL
FROM judged_complaints UNPIVOT (verdict FOR indicator IN (complaint_answered_10d, complaint_acknowledged_48h));
