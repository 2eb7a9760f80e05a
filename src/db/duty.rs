//! The duty rota, edition by edition: what was overtaken can still be told from what overtook it.

use entity::{duty, rota_edition as table};
use hejie_domain::ids::{Id, OrganisationId, PersonId};
use hejie_domain::people::{Absence, Rota, Shift, Swap, Turn};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set,
};
use serde::{Deserialize, Serialize};

use super::{DbError, Store, Work, instant, micros};

/// A rota as it stood after one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RotaEdition {
    /// From 1; 0 before the first.
    pub version: u64,
    /// The rota.
    pub rota: Rota,
    /// Who wrote it; nobody where a person left it, or before the first.
    pub by: Option<PersonId>,
    /// When.
    pub at: Option<Timestamp>,
}

impl Store {
    /// The rota of an organisation.
    pub async fn rota(&self, organisation: OrganisationId) -> Result<RotaEdition, DbError> {
        newest(self.read(), organisation).await
    }

    /// The rota as it once was.
    pub async fn rota_at(
        &self,
        organisation: OrganisationId,
        version: u64,
    ) -> Result<Option<RotaEdition>, DbError> {
        if version == 0 {
            return Ok(Some(before_the_first(self.read(), organisation).await?));
        }
        let Ok(version) = i64::try_from(version) else {
            return Ok(None);
        };
        let row = table::Entity::find_by_id((organisation.uuid(), version))
            .one(self.read())
            .await?;
        row.map(parse).transpose()
    }
}

impl Work {
    /// The rota as nobody else can change it before this work has ended, provided that the
    /// organisation's row is locked.
    pub async fn rota(&self, organisation: OrganisationId) -> Result<RotaEdition, DbError> {
        newest(self.tx(), organisation).await
    }

    /// Puts another rota in place of the one of `version`. [`DbError::Conflict`] when somebody was
    /// there first.
    pub async fn set_rota(
        &self,
        organisation: OrganisationId,
        version: u64,
        rota: &Rota,
        by: Option<PersonId>,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let unreadable = || DbError::unreadable("rota_edition", "version", organisation);
        let next = version.saturating_add(1);
        let content = serde_json::to_string(&Content::of(rota)).map_err(|_odd| unreadable())?;
        let row = table::ActiveModel {
            organisation_id: Set(organisation.uuid()),
            version: Set(i64::try_from(next).map_err(|_huge| unreadable())?),
            content: Set(content),
            changed_by: Set(by.map(Id::uuid)),
            changed_at: Set(micros(at)),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }
}

async fn newest(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> Result<RotaEdition, DbError> {
    let row = table::Entity::find()
        .filter(table::Column::OrganisationId.eq(organisation.uuid()))
        .order_by_desc(table::Column::Version)
        .one(connection)
        .await?;
    match row {
        Some(row) => parse(row),
        None => before_the_first(connection, organisation).await,
    }
}

/// Before there were editions, turns were rows; they are what the first edition was made of.
async fn before_the_first(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> Result<RotaEdition, DbError> {
    let rows = duty::Entity::find()
        .filter(duty::Column::OrganisationId.eq(organisation.uuid()))
        .order_by_asc(duty::Column::Rank)
        .all(connection)
        .await?;
    let turns: Result<_, _> = rows.iter().map(turn).collect();
    Ok(RotaEdition {
        version: 0,
        rota: Rota {
            turns: turns?,
            ..Rota::default()
        },
        by: None,
        at: None,
    })
}

fn turn(row: &duty::Model) -> Result<Turn, DbError> {
    let bad = || DbError::unreadable("duty", "weekdays", row.id);
    let numbers = (
        u8::try_from(row.weekdays),
        u16::try_from(row.from_minute),
        u16::try_from(row.until_minute),
    );
    let (Ok(weekdays), Ok(from), Ok(until)) = numbers else {
        return Err(bad());
    };
    Ok(Turn {
        person: PersonId::from_uuid(row.person_id),
        shift: Shift::of_mask(weekdays, from, until).map_err(|_beyond| bad())?,
    })
}

fn parse(row: table::Model) -> Result<RotaEdition, DbError> {
    let unreadable =
        |column| DbError::unreadable("rota_edition", column, row.organisation_id.to_string());
    let content: Content =
        serde_json::from_str(&row.content).map_err(|_odd| unreadable("content"))?;
    Ok(RotaEdition {
        version: u64::try_from(row.version).map_err(|_negative| unreadable("version"))?,
        rota: content.rota().ok_or_else(|| unreadable("content"))?,
        by: row.changed_by.map(PersonId::from_uuid),
        at: Some(instant(
            row.changed_at,
            "rota_edition",
            "changed_at",
            row.version,
        )?),
    })
}

/// A rota as it is kept. `days` has bit 0 for Monday; minutes count from midnight.
#[derive(Serialize, Deserialize)]
struct Content {
    turns: Vec<TurnRow>,
    absences: Vec<AbsenceRow>,
    swaps: Vec<SwapRow>,
}

#[derive(Serialize, Deserialize)]
struct TurnRow {
    person: PersonId,
    days: u8,
    from: u16,
    until: u16,
}

#[derive(Serialize, Deserialize)]
struct AbsenceRow {
    person: PersonId,
    from: Date,
    until: Date,
}

#[derive(Serialize, Deserialize)]
struct SwapRow {
    day: Date,
    from: u16,
    giver: PersonId,
    taker: PersonId,
    agreed_by: PersonId,
}

impl Content {
    fn of(rota: &Rota) -> Self {
        let turn = |turn: &Turn| TurnRow {
            person: turn.person,
            days: turn.shift.mask(),
            from: turn.shift.from_minute(),
            until: turn.shift.until_minute(),
        };
        let absence = |absence: &Absence| AbsenceRow {
            person: absence.person,
            from: absence.from,
            until: absence.until,
        };
        let swap = |swap: &Swap| SwapRow {
            day: swap.day,
            from: swap.from_minute,
            giver: swap.giver,
            taker: swap.taker,
            agreed_by: swap.agreed_by,
        };
        Self {
            turns: rota.turns.iter().map(turn).collect(),
            absences: rota.absences.iter().map(absence).collect(),
            swaps: rota.swaps.iter().map(swap).collect(),
        }
    }

    fn rota(self) -> Option<Rota> {
        let turn = |row: TurnRow| {
            Some(Turn {
                person: row.person,
                shift: Shift::of_mask(row.days, row.from, row.until).ok()?,
            })
        };
        let absence = |row: AbsenceRow| Absence {
            person: row.person,
            from: row.from,
            until: row.until,
        };
        let swap = |row: SwapRow| Swap {
            day: row.day,
            from_minute: row.from,
            giver: row.giver,
            taker: row.taker,
            agreed_by: row.agreed_by,
        };
        Some(Rota {
            turns: self.turns.into_iter().map(turn).collect::<Option<_>>()?,
            absences: self.absences.into_iter().map(absence).collect(),
            swaps: self.swaps.into_iter().map(swap).collect(),
        })
    }
}
