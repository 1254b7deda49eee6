-- response_on_time.of_opened(within_seconds=3600), of case: Cases answered within 3600 seconds, of all opened; no answer counts as late.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`case_id` IS NOT NULL AS `v0`,
    (
      UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`first_response_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
    ) <= 3600 AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- response_on_time.of_customer_raised(within_seconds=3600), of case: Cases answered within 3600 seconds, of those customers raised; no answer counts as late.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`raised_by` = 'customer' AS `v0`,
    (
      UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`first_response_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
    ) <= 3600 AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- response_on_time.of_answered(within_seconds=3600), of case: Cases answered within 3600 seconds, of those answered at all; silence is left out.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`first_response_at` IS NOT NULL AS `v0`,
    (
      UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`first_response_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
    ) <= 3600 AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
