-- crowd_share.over_a_month(at_most_a_month=30), of interaction: Contacts of customers with more than 30 in the calendar month, of all of known customers.
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
    `t0`.`customer_id` IS NOT NULL AS `v0`,
    COUNT(`t0`.`interaction_id`) OVER (
      PARTITION BY `t0`.`customer_id`, DATE_TRUNC('month', `t0`.`offered_on`)
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) > 30 AS `v1`
  FROM `interaction` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- crowd_share.over_a_day(at_most_a_day=10), of interaction: Contacts of customers with more than 10 on the same day, of all of known customers.
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
    `t0`.`customer_id` IS NOT NULL AS `v0`,
    COUNT(`t0`.`interaction_id`) OVER (
      PARTITION BY `t0`.`customer_id`, `t0`.`offered_on`
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) > 10 AS `v1`
  FROM `interaction` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
