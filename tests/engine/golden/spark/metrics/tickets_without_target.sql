-- tickets_without_target.of_opened, of case: Cases without a target, of all opened.
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
    `t0`.`due_at` IS NULL AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- tickets_without_target.of_customer_raised, of case: Cases without a target, of those that customers raised themselves.
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
    `t0`.`due_at` IS NULL AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- tickets_without_target.of_called_on_time, of case: Cases without a target, of those that the source calls on time.
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
    `t0`.`on_target` AS `v0`,
    `t0`.`due_at` IS NULL AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
