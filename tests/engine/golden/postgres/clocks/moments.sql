WITH "t11" AS (
  SELECT
    "t3"."case_id",
    "t3"."account_id",
    "t3"."customer_id",
    "t3"."service",
    "t3"."contact_type",
    "t3"."channel",
    "t3"."provider",
    "t3"."site",
    "t3"."team",
    "t3"."agent_id",
    "t3"."language",
    "t3"."priority",
    "t3"."zone",
    "t3"."opened_at",
    "t3"."first_response_at",
    "t3"."due_at",
    "t3"."resolved_at",
    "t3"."closed_at",
    "t3"."reopened",
    "t3"."reassigned",
    "t3"."escalated",
    "t3"."raised_by",
    "t3"."on_target",
    "t3"."waiting_seconds",
    "t3"."work_seconds",
    "t3"."cost",
    "t3"."opened_on",
    "t3"."due_on",
    "t3"."resolved_on",
    "t3"."closed_on",
    "t3"."source",
    "t3"."ingested_at",
    "t3"."in_month",
    "t10"."_case",
    "t10"."_opened",
    "t10"."_responded",
    "t10"."_resolved",
    "t10"."_closed"
  FROM "case" AS "t3"
  LEFT OUTER JOIN (
    SELECT
      "t8"."case_id" AS "_case",
      "t8"."_opened",
      "t8"."_responded",
      "t8"."_resolved",
      "t8"."_closed"
    FROM (
      SELECT
        "t1"."case_id",
        MAX(CASE WHEN "t1"."kind" = 'opened' THEN 1 ELSE 0 END) AS "_opened",
        MAX(CASE WHEN "t1"."kind" = 'responded' THEN 1 ELSE 0 END) AS "_responded",
        MAX(CASE WHEN "t1"."kind" = 'resolved' THEN 1 ELSE 0 END) AS "_resolved",
        MAX(CASE WHEN "t1"."kind" = 'closed' THEN 1 ELSE 0 END) AS "_closed"
      FROM "case_event" AS "t1"
      GROUP BY
        1
    ) AS "t8"
  ) AS "t10"
    ON "t3"."case_id" = "t10"."_case"
)
SELECT
  "t23"."case_id",
  "t23"."place",
  "t23"."kind",
  "t23"."at",
  "t23"."next_kind",
  "t23"."next_at",
  "t6"."provider",
  "t6"."site",
  "t6"."service",
  "t6"."zone",
  "t6"."priority_now",
  "t6"."team_now",
  COALESCE("t23"."step", '') AS "step",
  COALESCE("t23"."_team", "t6"."team_now") AS "team",
  COALESCE("t23"."_priority", "t6"."priority_now") AS "priority",
  "t23"."_calendar" AS "calendar",
  "t23"."_state" AS "state",
  "t23"."next_at" IS NULL AS "last"
FROM (
  SELECT
    "t21"."case_id",
    "t21"."kind",
    (
      ROW_NUMBER() OVER (
        PARTITION BY "t21"."case_id"
        ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1
    ) + 1 AS "place",
    DATE_TRUNC('SECOND', "t21"."at") AS "at",
    LEAD(DATE_TRUNC('SECOND', "t21"."at")) OVER (
      PARTITION BY "t21"."case_id"
      ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "next_at",
    LEAD("t21"."kind") OVER (
      PARTITION BY "t21"."case_id"
      ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "next_kind",
    (
      ARRAY_AGG(
        CASE
          WHEN "t21"."kind" IN (
            'opened',
            'working',
            'waiting_on_customer',
            'waiting_on_other',
            'resumed',
            'resolved',
            'reopened',
            'closed',
            'cancelled',
            'merged'
          )
          THEN "t21"."kind"
          ELSE NULL
        END
      ) FILTER(WHERE
        NOT CASE
          WHEN "t21"."kind" IN (
            'opened',
            'working',
            'waiting_on_customer',
            'waiting_on_other',
            'resumed',
            'resolved',
            'reopened',
            'closed',
            'cancelled',
            'merged'
          )
          THEN "t21"."kind"
          ELSE NULL
        END IS NULL) OVER (
        PARTITION BY "t21"."case_id"
        ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      )
    )[CAST(COUNT(
      CASE
        WHEN "t21"."kind" IN (
          'opened',
          'working',
          'waiting_on_customer',
          'waiting_on_other',
          'resumed',
          'resolved',
          'reopened',
          'closed',
          'cancelled',
          'merged'
        )
        THEN "t21"."kind"
        ELSE NULL
      END
    ) OVER (
      PARTITION BY "t21"."case_id"
      ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS INT)] AS "step",
    (
      ARRAY_AGG("t21"."team") FILTER(WHERE
        NOT "t21"."team" IS NULL) OVER (
        PARTITION BY "t21"."case_id"
        ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      )
    )[CAST(COUNT("t21"."team") OVER (
      PARTITION BY "t21"."case_id"
      ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS INT)] AS "_team",
    (
      ARRAY_AGG("t21"."priority") FILTER(WHERE
        NOT "t21"."priority" IS NULL) OVER (
        PARTITION BY "t21"."case_id"
        ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      )
    )[CAST(COUNT("t21"."priority") OVER (
      PARTITION BY "t21"."case_id"
      ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS INT)] AS "_priority",
    (
      ARRAY_AGG("t21"."calendar") FILTER(WHERE
        NOT "t21"."calendar" IS NULL) OVER (
        PARTITION BY "t21"."case_id"
        ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      )
    )[CAST(COUNT("t21"."calendar") OVER (
      PARTITION BY "t21"."case_id"
      ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS INT)] AS "_calendar",
    (
      ARRAY_AGG("t21"."state") FILTER(WHERE
        NOT "t21"."state" IS NULL) OVER (
        PARTITION BY "t21"."case_id"
        ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      )
    )[CAST(COUNT("t21"."state") OVER (
      PARTITION BY "t21"."case_id"
      ORDER BY "t21"."at" ASC, "t21"."_number" ASC, "t21"."_rank" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS INT)] AS "_state"
  FROM (
    SELECT
      "t20"."case_id",
      "t20"."at",
      "t20"."kind",
      "t20"."number",
      "t20"."team",
      "t20"."priority",
      "t20"."calendar",
      "t20"."state",
      COALESCE("t20"."number", 0) AS "_number",
      CASE
        WHEN "t20"."kind" = 'opened'
        THEN 0
        WHEN "t20"."kind" = 'assigned'
        THEN 1
        WHEN "t20"."kind" = 'working'
        THEN 2
        WHEN "t20"."kind" = 'waiting_on_customer'
        THEN 3
        WHEN "t20"."kind" = 'waiting_on_other'
        THEN 4
        WHEN "t20"."kind" = 'resumed'
        THEN 5
        WHEN "t20"."kind" = 'responded'
        THEN 6
        WHEN "t20"."kind" = 'customer_replied'
        THEN 7
        WHEN "t20"."kind" = 'resolved'
        THEN 8
        WHEN "t20"."kind" = 'reopened'
        THEN 9
        WHEN "t20"."kind" = 'closed'
        THEN 10
        WHEN "t20"."kind" = 'cancelled'
        THEN 11
        WHEN "t20"."kind" = 'merged'
        THEN 12
        WHEN "t20"."kind" = 'updated'
        THEN 13
        ELSE CAST(NULL AS BIGINT)
      END AS "_rank"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t4"."case_id",
          "t4"."at",
          "t4"."kind",
          "t4"."number",
          "t4"."team",
          "t4"."priority",
          "t4"."calendar",
          "t4"."state"
        FROM "case_event" AS "t4"
        WHERE
          EXISTS(
            SELECT
              1
            FROM "case" AS "t2"
            WHERE
              "t4"."case_id" = "t2"."case_id"
          )
      ) AS "t7"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t12"."case_id",
                "t12"."opened_at" AS "at",
                'opened' AS "kind",
                -1 AS "number",
                CAST(NULL AS VARCHAR) AS "team",
                CAST(NULL AS VARCHAR) AS "priority",
                CAST(NULL AS VARCHAR) AS "calendar",
                CAST(NULL AS VARCHAR) AS "state"
              FROM "t11" AS "t12"
              WHERE
                "t12"."opened_at" IS NOT NULL AND COALESCE("t12"."_opened", 0) = 0
            ) AS "t15"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t12"."case_id",
                "t12"."first_response_at" AS "at",
                'responded' AS "kind",
                2147483648 AS "number",
                CAST(NULL AS VARCHAR) AS "team",
                CAST(NULL AS VARCHAR) AS "priority",
                CAST(NULL AS VARCHAR) AS "calendar",
                CAST(NULL AS VARCHAR) AS "state"
              FROM "t11" AS "t12"
              WHERE
                "t12"."first_response_at" IS NOT NULL AND COALESCE("t12"."_responded", 0) = 0
            ) AS "t16"
          ) AS "t17"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t12"."case_id",
              "t12"."resolved_at" AS "at",
              'resolved' AS "kind",
              2147483648 AS "number",
              CAST(NULL AS VARCHAR) AS "team",
              CAST(NULL AS VARCHAR) AS "priority",
              CAST(NULL AS VARCHAR) AS "calendar",
              CAST(NULL AS VARCHAR) AS "state"
            FROM "t11" AS "t12"
            WHERE
              "t12"."resolved_at" IS NOT NULL AND COALESCE("t12"."_resolved", 0) = 0
          ) AS "t14"
        ) AS "t18"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t12"."case_id",
            "t12"."closed_at" AS "at",
            'closed' AS "kind",
            2147483648 AS "number",
            CAST(NULL AS VARCHAR) AS "team",
            CAST(NULL AS VARCHAR) AS "priority",
            CAST(NULL AS VARCHAR) AS "calendar",
            CAST(NULL AS VARCHAR) AS "state"
          FROM "t11" AS "t12"
          WHERE
            "t12"."closed_at" IS NOT NULL AND COALESCE("t12"."_closed", 0) = 0
        ) AS "t13"
      ) AS "t19"
    ) AS "t20"
  ) AS "t21"
) AS "t23"
INNER JOIN (
  SELECT
    "t0"."case_id",
    "t0"."provider",
    "t0"."site",
    "t0"."service",
    "t0"."zone",
    "t0"."priority" AS "priority_now",
    "t0"."team" AS "team_now"
  FROM "case" AS "t0"
) AS "t6"
  ON "t23"."case_id" = "t6"."case_id";
