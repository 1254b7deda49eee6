-- shrinkage.of_paid, of staffing: Seconds paid in which people were neither ready nor working, of the seconds paid.
SELECT
  `t1`.`month__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v2`, 0), 0)) AS `sum_v0_v2`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`month`) AS `month__month`,
    (
      `t0`.`paid_seconds` IS NOT NULL
    )
    AND (
      `t0`.`productive_seconds` IS NOT NULL
    ) AS `v0`,
    `t0`.`paid_seconds` - `t0`.`productive_seconds` AS `v1`,
    `t0`.`paid_seconds` AS `v2`
  FROM `staffing` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- shrinkage.of_scheduled, of staffing: Seconds scheduled in which people were neither ready nor working, of the seconds scheduled.
SELECT
  `t1`.`month__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v2`, 0), 0)) AS `sum_v0_v2`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`month`) AS `month__month`,
    (
      `t0`.`scheduled_seconds` IS NOT NULL
    )
    AND (
      `t0`.`productive_seconds` IS NOT NULL
    ) AS `v0`,
    `t0`.`scheduled_seconds` - `t0`.`productive_seconds` AS `v1`,
    `t0`.`scheduled_seconds` AS `v2`
  FROM `staffing` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- shrinkage.before_schedule, of staffing: Seconds paid that were never scheduled, of the seconds paid.
SELECT
  `t1`.`month__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v2`, 0), 0)) AS `sum_v0_v2`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`month`) AS `month__month`,
    (
      `t0`.`paid_seconds` IS NOT NULL
    )
    AND (
      `t0`.`scheduled_seconds` IS NOT NULL
    ) AS `v0`,
    `t0`.`paid_seconds` - `t0`.`scheduled_seconds` AS `v1`,
    `t0`.`paid_seconds` AS `v2`
  FROM `staffing` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
