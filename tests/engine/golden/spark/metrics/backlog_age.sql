-- backlog_age.mean, of backlog: Mean age of the cases still open at the period's end.
SELECT
  `t1`.`period_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`,
  SUM(
    IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0) * COALESCE(`t1`.`v1`, 0), 0)
  ) AS `squares_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`period_on`) AS `period_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`age_seconds` >= 0 AS `v0`,
    `t0`.`age_seconds` AS `v1`
  FROM `backlog` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- backlog_age.median, of backlog: Age that half of the cases still open at the period's end stay within.
SELECT
  `t1`.`period_on__month`,
  `t1`.`in_month`,
  `t1`.`v1` AS `bucket`,
  COUNT(*) AS `n`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`period_on`) AS `period_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`age_seconds` >= 0
    ) AND (
      `t0`.`age_seconds` IS NOT NULL
    ) AS `v0`,
    IF(
      `t0`.`age_seconds` > 0,
      CAST(CEIL(LN(CAST(`t0`.`age_seconds` AS DOUBLE)) / LN(1.02020202020202)) AS BIGINT),
      -1000000
    ) AS `v1`
  FROM `backlog` AS `t0`
  WHERE
    (
      `t0`.`age_seconds` >= 0
    ) AND (
      `t0`.`age_seconds` IS NOT NULL
    )
) AS `t1`
GROUP BY
  1,
  2,
  3;

-- backlog_age.older_than(days=30), of backlog: Cases still open at the period's end that are more than 30 days old, of all still open.
SELECT
  `t1`.`period_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`period_on`) AS `period_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`age_seconds` >= 0 AS `v0`,
    `t0`.`age_seconds` > 2592000 AS `v1`
  FROM `backlog` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- backlog_age.older_than_customer_raised(days=30), of backlog: Cases customers raised that are more than 30 days old at the period's end, of theirs still open.
SELECT
  `t1`.`period_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`period_on`) AS `period_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`age_seconds` >= 0
    ) AND (
      `t0`.`raised_by` = 'customer'
    ) AS `v0`,
    `t0`.`age_seconds` > 2592000 AS `v1`
  FROM `backlog` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
