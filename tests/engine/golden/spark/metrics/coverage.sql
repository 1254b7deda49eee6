-- coverage.invited_of_eligible(kind=csat), of feedback: Surveys of the kind csat that were sent, of all that could have been sent.
SELECT
  `t1`.`asked_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v2`, FALSE), 1, 0)) AS `count_v2`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`asked_on`) AS `asked_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'csat'
    ) AND (
      `t0`.`eligible_at` IS NOT NULL
    ) AS `v0`,
    `t0`.`invited_at` IS NOT NULL AS `v1`,
    (
      `t0`.`kind` = 'csat'
    ) AND (
      `t0`.`invited_at` IS NOT NULL
    ) AS `v2`
  FROM `feedback` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- coverage.answered_of_eligible(kind=csat), of feedback: Surveys of the kind csat with an answer to count, of all that could have been sent.
SELECT
  `t1`.`asked_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v2`, FALSE), 1, 0)) AS `count_v2`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`asked_on`) AS `asked_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'csat'
    ) AND (
      `t0`.`eligible_at` IS NOT NULL
    ) AS `v0`,
    `t0`.`value` IS NOT NULL AS `v1`,
    (
      `t0`.`kind` = 'csat'
    ) AND (
      `t0`.`invited_at` IS NOT NULL
    ) AS `v2`
  FROM `feedback` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- coverage.invited_of_resolved(kind=csat), of feedback: Surveys of the kind csat that were sent about a case, per case resolved in the same period.
SELECT
  `t1`.`asked_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`asked_on`) AS `asked_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'csat'
    )
    AND (
      `t0`.`invited_at` IS NOT NULL
    )
    AND (
      `t0`.`case_id` IS NOT NULL
    ) AS `v0`
  FROM `feedback` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- coverage.invited_of_resolved(kind=csat), of case: Surveys of the kind csat that were sent about a case, per case resolved in the same period.
SELECT
  `t1`.`resolved_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`resolved_on`) AS `resolved_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`resolved_at` IS NOT NULL AS `v0`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
