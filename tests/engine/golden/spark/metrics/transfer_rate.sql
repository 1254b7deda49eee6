-- transfer_rate.of_answered, of interaction: Answered contacts that were passed on, of all answered.
SELECT
  `t1`.`offered_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`offered_on`) AS `offered_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`answered_at` IS NOT NULL
    ) AND (
      `t0`.`transferred` IS NOT NULL
    ) AS `v0`,
    `t0`.`transferred` AS `v1`
  FROM `interaction` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- transfer_rate.of_offered, of interaction: Contacts that were passed on, of all offered, those nobody answered included.
SELECT
  `t1`.`offered_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`offered_on`) AS `offered_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`transferred` IS NOT NULL AS `v0`,
    `t0`.`transferred` AS `v1`
  FROM `interaction` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- transfer_rate.per_case, of interaction: Transfers in all contacts that belong to a case, per case opened.
SELECT
  `t1`.`offered_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`offered_on`) AS `offered_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`case_id` IS NOT NULL AS `v0`,
    `t0`.`transferred` AS `v1`
  FROM `interaction` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- transfer_rate.per_case, of case: Transfers in all contacts that belong to a case, per case opened.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`case_id` IS NOT NULL AS `v0`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
