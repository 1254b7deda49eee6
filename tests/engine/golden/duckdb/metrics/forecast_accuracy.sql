-- forecast_accuracy.within_band(band_percent=10), of volume: Intervals whose volume was within 10 % of the forecast, above or below, of all with a forecast.
SELECT
  "t1"."starts_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."starts_on") AS "starts_on__month",
    (
      "t0"."forecast" IS NOT NULL
    ) AND (
      "t0"."actual" IS NOT NULL
    ) AS "v0",
    (
      ABS("t0"."actual" - "t0"."forecast") * 100
    ) <= (
      "t0"."forecast" * 10
    ) AS "v1"
  FROM "volume" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- forecast_accuracy.within_band_locked(band_percent=10,days_before=14), of volume: Intervals within 10 % of a forecast that was locked 14 days before or earlier.
SELECT
  "t1"."starts_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."starts_on") AS "starts_on__month",
    (
      "t0"."forecast" IS NOT NULL
    )
    AND (
      "t0"."actual" IS NOT NULL
    )
    AND (
      (
        EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."starts_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."locked_at") AS TIMESTAMP))
      ) >= 1209600
    ) AS "v0",
    (
      ABS("t0"."actual" - "t0"."forecast") * 100
    ) <= (
      "t0"."forecast" * 10
    ) AS "v1"
  FROM "volume" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- forecast_accuracy.within_band_of_actual(band_percent=10), of volume: Intervals whose forecast was within 10 % of the volume that came, of all with a forecast.
SELECT
  "t1"."starts_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."starts_on") AS "starts_on__month",
    (
      "t0"."forecast" IS NOT NULL
    ) AND (
      "t0"."actual" IS NOT NULL
    ) AS "v0",
    (
      ABS("t0"."actual" - "t0"."forecast") * 100
    ) <= (
      "t0"."actual" * 10
    ) AS "v1"
  FROM "volume" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- forecast_accuracy.weighted, of volume: Volume less the errors of all intervals, whether above or below, of the volume that came.
SELECT
  "t1"."starts_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v2", 0) ELSE 0 END) AS "sum_v0_v2",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."starts_on") AS "starts_on__month",
    (
      "t0"."forecast" IS NOT NULL
    ) AND (
      "t0"."actual" IS NOT NULL
    ) AS "v0",
    "t0"."actual" - ABS("t0"."actual" - "t0"."forecast") AS "v1",
    "t0"."actual" AS "v2"
  FROM "volume" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- forecast_accuracy.weighted_locked(days_before=14), of volume: Volume less all errors, of the volume that came, where the forecast was locked 14 days before.
SELECT
  "t1"."starts_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v2", 0) ELSE 0 END) AS "sum_v0_v2",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."starts_on") AS "starts_on__month",
    (
      "t0"."forecast" IS NOT NULL
    )
    AND (
      "t0"."actual" IS NOT NULL
    )
    AND (
      (
        EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."starts_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."locked_at") AS TIMESTAMP))
      ) >= 1209600
    ) AS "v0",
    "t0"."actual" - ABS("t0"."actual" - "t0"."forecast") AS "v1",
    "t0"."actual" AS "v2"
  FROM "volume" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
