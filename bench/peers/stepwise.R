# The stepwise estimate with base R's glm, beside ours: Rscript bench/peers/stepwise.R TABLE.csv [RESAMPLED_TABLES]
#
# What a statistician with R alone would write: Poisson regression of the counts on the lists and the pairs that enter by
# their one-sided p-value (Chan, Silverman & Vincent 2021); pairs without overlap are taken out with their patterns.
words <- commandArgs(trailingOnly = TRUE)
read <- read.csv(words[1], check.names = FALSE)
tables <- if (length(words) > 1) as.integer(words[2]) else 0L
lists <- ncol(read) - 1L
patterns <- as.matrix(expand.grid(rep(list(0:1), lists)))[-1, , drop = FALSE]
key <- function(rows) apply(rows, 1, paste, collapse = "")
counted <- tapply(read[[lists + 1]], key(as.matrix(read[, 1:lists])), sum)
counts <- as.vector(counted[key(patterns)])
counts[is.na(counts)] <- 0
pairs <- combn(lists, 2)
both <- apply(pairs, 2, function(pair) patterns[, pair[1]] * patterns[, pair[2]])

one_fit <- function(counts, entered) {
  overlap <- colSums(both * counts)
  gone <- entered[overlap[entered] == 0]
  live <- rowSums(both[, gone, drop = FALSE]) == 0
  on <- colSums(patterns * counts) > 0
  live <- live & rowSums(patterns[, !on, drop = FALSE]) == 0
  design <- cbind(1, patterns[, on, drop = FALSE], both[, setdiff(entered, gone), drop = FALSE])
  fit <- suppressWarnings(glm.fit(design[live, , drop = FALSE], counts[live], family = poisson(),
                                  control = glm.control(epsilon = 1e-12, maxit = 100)))
  means <- numeric(length(counts))
  means[live] <- fit$fitted.values
  list(hidden = exp(fit$coefficients[[1]]), means = means)
}

stepwise <- function(counts, threshold = 0.02) {
  entered <- integer(0)
  fit <- one_fit(counts, entered)
  repeat {
    overlap <- colSums(both * counts)
    expected <- colSums(both * fit$means)
    chance <- pmin(ppois(overlap, expected), ppois(overlap - 1, expected, lower.tail = FALSE))
    chance[entered] <- Inf
    best <- which.min(chance)
    if (!length(best) || chance[best] >= threshold) break
    entered <- c(entered, best)
    fit <- one_fit(counts, entered)
  }
  sum(counts) + fit$hidden
}

cat(sprintf("stepwise %.6f\n", stepwise(counts)))
if (tables > 0) {
  set.seed(1)
  drawn <- rmultinom(tables, sum(counts), counts)
  spent <- system.time(found <- apply(drawn, 2, stepwise))
  cat(sprintf("%d resampled tables: %.2f s of process time; median %.1f\n", tables, spent[[1]] + spent[[2]], median(found)))
}
